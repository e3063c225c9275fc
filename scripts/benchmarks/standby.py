"""What a standby of `new` costs the mover: none, one that nobody waits for, and one that each batch waits for."""

import contextlib
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time

import common
import items

RUNS = int(os.environ.get("PGFORD_BENCH_RUNS", "3"))
PROGRAMS = os.environ.get("PGFORD_BENCH_BIN", "/usr/lib/postgresql/15/bin")
NAMES = {"no standby": None, "asynchronous": "", "synchronous": "bench"}
GATE = """
    SELECT round(1000 * percentile_cont(%s) WITHIN GROUP (ORDER BY extract(epoch FROM gate_closed))::numeric, 1) FROM pgford.batch
"""


def program(name):
    # postgres refuses to run as root
    return (["unshare", "-U"] if os.getuid() == 0 and name == "postgres" else []) + [os.path.join(PROGRAMS, name)]


@contextlib.contextmanager
def standby(primary):
    """A standby of this server, which replays all the time."""
    folder = tempfile.mkdtemp(prefix="pgford-bench")
    data = os.path.join(folder, "data")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = None
    try:
        with open(os.path.join(folder, "log"), "w") as log:
            subprocess.run(
                program("pg_basebackup") + [
                    "--pgdata", data, "--write-recovery-conf", "--checkpoint=fast",
                    "--dbname", primary + "?application_name=bench"],
                check=True, stdout=log, stderr=log)
            server = subprocess.Popen(
                program("postgres") + ["-D", data, "-cport=%d" % port, "-cunix_socket_directories="], stdout=log, stderr=log)
        wait(primary, "SELECT count(*) > 0 FROM pg_stat_replication WHERE state = 'streaming' AND replay_lsn IS NOT NULL")
        yield
    finally:
        waits_for(primary, "")
        if server:
            server.terminate()
            server.wait()
        shutil.rmtree(folder, ignore_errors=True)


def wait(uri, condition):
    deadline = time.monotonic() + 60
    while common.psql(uri, condition) != "t":
        if time.monotonic() > deadline:
            sys.exit("not so within a minute: " + condition)
        time.sleep(0.1)


def waits_for(uri, name):
    common.psql(uri, "SET synchronous_commit = local", "ALTER SYSTEM SET synchronous_standby_names = '%s'" % name,
                "SELECT pg_reload_conf()")
    wait(uri, "SELECT current_setting('synchronous_standby_names') = '%s'" % name)


def once(servers):
    """Rows a second, and how long the gates were closed for a batch, p50 and p99 in ms."""
    ends = items.fresh(servers)
    rows, seconds = items.move()(*ends)
    return [rows / seconds] + [float(common.psql(ends[1], GATE % share)) for share in (0.5, 0.99)]


def run():
    if not os.access(os.path.join(PROGRAMS, "pg_basebackup"), os.X_OK):
        sys.exit("There is no pg_basebackup in %s: set PGFORD_BENCH_BIN to the programs of PostgreSQL 15." % PROGRAMS)
    seen = {name: [] for name in NAMES}
    with common.sandbox("--new", "15") as servers:
        new = servers[1]
        for _ in range(RUNS):
            for kind, name in NAMES.items():
                with contextlib.nullcontext() if name is None else standby(new):
                    if name:
                        waits_for(new, name)
                        wait(new, "SELECT count(*) > 0 FROM pg_stat_replication WHERE sync_state = 'sync'")
                    seen[kind].append(once(servers))
                print("%-12s %9s rows/s; %s" % (
                    kind, format(int(seen[kind][-1][0]), ","), common.load()), file=sys.stderr, flush=True)
        items.drop(servers)
    medians = {kind: [statistics.median(column) for column in zip(*runs)] for kind, runs in seen.items()}
    alone = medians["no standby"][0]
    print(common.table(
        ["standby of new", "rows/s", "ratio", "gates closed, p50", "p99"],
        [[kind, format(int(rate), ","), "%.2f" % (rate / alone), "%.1f ms" % p50, "%.1f ms" % p99]
         for kind, (rate, p50, p99) in medians.items()]))
    print("Medians of %d; the standby is on the same machine; %s." % (RUNS, common.load()))
