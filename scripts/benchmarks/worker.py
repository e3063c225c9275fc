"""What an application with 8 clients feels before, under inheritance alone, and while its rows move; and how fast they do."""

import json
import os
import signal
import subprocess
import sys
import time

import common

CLIENTS = 8
ROWS = int(os.environ.get("PGFORD_BENCH_ROWS", "4000000"))
SECONDS = int(os.environ.get("PGFORD_BENCH_SECONDS", "12"))  # the worker's latencies are those of its last ten
DUTIES = ("0.5", "0.1", "1")
PACES = (75, 200)  # operations a second of each client; two cores are wholly used by the second
MOVED = "SELECT coalesce(sum(rows), 0) FROM pgford.batch WHERE table_name = 'child'"
SAMPLE = os.path.join(common.SCRIPTS, "sample.sql")


def latencies():
    """Operations a second, p50 and p99 in ms, of the last ten seconds."""
    status = json.loads(common.shell(None, "worker", "status", "--json"))
    lately = next(row for row in status["latencies"] if row["operation"] == "last 10 s")
    return lately["per_second"], lately["p50_ms"], lately["p99_ms"]


def settle():
    time.sleep(SECONDS)
    return latencies()


class Moving:
    """`move child` in the background, and how many rows it moves."""

    def __init__(self, new, *words):
        self.new = new
        self.process = subprocess.Popen(
            [common.PGFORD, "move", "child", *words], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        start = self.moved()
        while self.process.poll() is None and self.moved() == start:
            time.sleep(0.1)
        self.start, self.began = self.moved(), time.monotonic()

    def moved(self):
        return int(common.psql(self.new, MOVED))

    def rate(self):
        return (self.moved() - self.start) / (time.monotonic() - self.began)

    def stop(self):
        """Rows a second; and whether rows were left to the end."""
        rate, going = self.rate(), self.process.poll() is None
        if going:
            self.process.send_signal(signal.SIGINT)
        self.process.communicate()
        return rate, going


def measure(servers, pace):
    rows = []
    new = servers[1]
    common.shell(None, "schema", "apply", SAMPLE, "--on", "old")
    common.shell(None, "-c", "worker start --on old --clients %d --pace %d --fill %d" % (CLIENTS, pace, ROWS))
    for server in servers:
        common.seasoned(server)
    rows.append(["on old, before", *settle(), ""])
    common.shell(None, "-c", "fdw init; schema apply %s --on new; inherit; fk off; seq sync; worker switch new" % SAMPLE)
    rows.append(["inheritance alone", *settle(), ""])
    for duty in DUTIES:
        moving = Moving(new, "--duty", duty)
        felt = settle()
        rate, going = moving.stop()
        rows.append(["move --duty %s%s" % (duty, "" if going else " (ran out of rows)"), *felt, rate])
        print(rows[-1], common.load(), file=sys.stderr, flush=True)
        if not going:
            break
    clean = "Verdict: clean" in common.shell(None, "worker", "stop")
    left = int(common.psql(new, "SELECT count(*) FROM child_remote"))
    unloaded = left / common.seconds_of_move(common.shell(None, "move", "child")) if left else 0
    return rows, unloaded, clean


def report(pace, rows, unloaded, clean):
    alone = next(row for row in rows if row[0] == "inheritance alone")[3]
    shown = [
        [name, format(int(rate), ","), "%.1f ms" % p50, "%.1f ms" % p99, "%.1f" % (p99 / alone),
         format(int(moved), ",") if moved != "" else "",
         "%.2f" % (moved / unloaded) if moved != "" and unloaded else ""]
        for name, rate, p50, p99, moved in rows]
    if unloaded:
        shown.append(["move without load, the rest", "", "", "", "", format(int(unloaded), ","), "1.00"])
    print(common.table(
        ["%d clients, --pace %d" % (CLIENTS, pace), "operations/s", "p50", "p99", "p99 to inheritance", "rows/s", "to unloaded"],
        shown))
    print("What the application saw: %s. %s.\n" % ("clean" if clean else "NOT CLEAN", common.load()), flush=True)


def run():
    verdicts = []
    for pace in PACES:
        with common.sandbox() as servers:
            rows, unloaded, clean = measure(servers, pace)
        report(pace, rows, unloaded, clean)
        verdicts.append(clean)
    if not all(verdicts):
        raise SystemExit(1)
