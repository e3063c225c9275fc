"""What all benchmarks share: a sandbox of their own, SQL on either side, and the shell as a process."""

import contextlib
import json
import os
import re
import shutil
import subprocess
import tempfile
import urllib.parse

HERE = os.path.dirname(os.path.realpath(__file__))
SCRIPTS = os.path.dirname(HERE)
DOCS = os.path.join(os.path.dirname(SCRIPTS), "docs")
PGFORD = os.path.join(SCRIPTS, "pgford")
READY = "fdw init; inherit; fk off; seq sync"


@contextlib.contextmanager
def sandbox(*words):
    """A sandbox of the benchmark's own, started with these words and removed afterwards: the URIs of old and new, as the superuser."""
    scratch = tempfile.mkdtemp(prefix="pgford-bench")
    folder = os.path.join(scratch, "sandbox")
    os.environ.update({"XDG_STATE_HOME": scratch, "PGFORD_SANDBOX": folder})
    for name in ("PGFORD_OLD", "PGFORD_NEW"):
        os.environ.pop(name, None)
    try:
        subprocess.run([PGFORD, "sandbox", "start", *words], check=True, stdout=subprocess.DEVNULL)
        with open(os.path.join(folder, "sandbox.json")) as file:
            state = json.load(file)
        uri = "postgresql://postgres:%s@127.0.0.1:%d/shop"
        yield [uri % (state["passwords"]["postgres"], state[side]["port"]) for side in ("oldServer", "newServer")]
    finally:
        subprocess.run([PGFORD, "worker", "stop"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        subprocess.run([PGFORD, "sandbox", "stop", "--remove"], stdout=subprocess.DEVNULL)
        shutil.rmtree(scratch, ignore_errors=True)


@contextlib.contextmanager
def instances():
    """PGFORD_OLD and PGFORD_NEW, URIs of superusers, where they are set; else a sandbox."""
    if os.environ.get("PGFORD_OLD") and os.environ.get("PGFORD_NEW"):
        yield [os.environ["PGFORD_OLD"], os.environ["PGFORD_NEW"]]
    else:
        with sandbox() as uris:
            yield uris


def psql(uri, *statements):
    """Runs statements, each in a transaction of its own; returns what they print."""
    words = [word for statement in statements for word in ("-c", statement)]
    run = ["psql", "-XqAt", "-v", "ON_ERROR_STOP=1", "-d", uri, *words]
    return subprocess.run(run, check=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True).stdout.strip()


def seasoned(uri):
    """Lets a server have WAL segments to use again, as one has that has worked for a while: on a fresh one, whoever commits waits for new ones."""
    psql(uri, "ALTER SYSTEM SET min_wal_size = '1GB'", "SELECT pg_reload_conf()")
    psql(uri, *["SELECT pg_logical_emit_message(false, 'pgford', 'bench')", "SELECT pg_switch_wal()"] * 62, "CHECKPOINT")


def within(uri, database):
    return urllib.parse.urlunsplit(urllib.parse.urlsplit(uri)._replace(path="/" + database))


def through(uri, port):
    """The same end by way of a proxy on this machine."""
    parts = urllib.parse.urlsplit(uri)
    return urllib.parse.urlunsplit(parts._replace(netloc=re.sub(r"@.*", "@127.0.0.1:%d" % port, parts.netloc)))


def shell(ends, *words, options="", environment=None):
    """Runs the shell with these words; returns what it says."""
    command = [PGFORD] + (["--old", ends[0], "--new", ends[1]] if ends else []) + list(words)
    environment = dict(os.environ, PGFORD_JAVA_OPTS=options, **(environment or {}))
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)
    if done.returncode:
        raise SystemExit("%s\n%s\n%s" % (" ".join(words), done.stdout[-2000:], done.stderr[-2000:]))
    return done.stdout


def seconds_of_move(said):
    """The time that the shell itself says: starting a JVM is no part of moving rows."""
    return float(re.search(r"Moved in ([0-9.]+) s", said).group(1))


def load():
    return "load average %.1f on %d cores" % (os.getloadavg()[0], os.cpu_count())


def table(heads, rows):
    """A table for people that is one in Markdown, too."""
    rows = [[str(cell) for cell in row] for row in [heads] + rows]
    widths = [max(len(row[i]) for row in rows) for i in range(len(heads))]
    lines = ["| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths)) + " |" for row in rows]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(lines)
