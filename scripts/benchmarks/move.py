"""Rows a second of `move` beside a bare pipe, postgres_fdw alone, and pgcopydb, on the same data in one run."""

import os
import shutil
import statistics
import sys

import common
import items
import plot

RUNS = int(os.environ.get("PGFORD_BENCH_RUNS", "5"))
PIPE = "pipe of two psql, one statement"
FDW = "postgres_fdw by ranges of 1000"
NAIVE = "postgres_fdw, naive batches of 1000"
ESTIMATING = "the same, use_remote_estimate"


def ways():
    all_of_them = [(PIPE, items.pipe)]
    if shutil.which("pgcopydb"):
        all_of_them.append(("pgcopydb, which only copies", items.pgcopydb))
    else:
        print("SKIPPED: pgcopydb is not installed (Debian: apt-get install pgcopydb)", file=sys.stderr)
    for words in ([], ["--batch", "5000"], ["--batch", "1000"]):
        all_of_them.append((" ".join(["move", *words]), items.move(*words)))
    return all_of_them + [
        (FDW, items.ranges), (NAIVE, items.naive()), (ESTIMATING, items.naive(", use_remote_estimate 'true'"))]


def measure(servers, ways):
    """By the name of each way, its rows a second in each run."""
    rates = {name: [] for name, _ in ways}
    for run in range(RUNS):
        # The next run begins with another: whoever comes first finds the machine in another state.
        order = ways[run % len(rates):] + ways[: run % len(rates)]
        for name, way in order:
            ends = items.fresh(servers)
            rows, seconds = way(*ends)
            landed = int(common.psql(ends[1], "SELECT count(*) FROM ONLY item"))
            if landed != rows:
                sys.exit("%s moved %d rows of %d" % (name, landed, rows))
            rates[name].append(rows / seconds)
            print("%d/%d %-36s %9s rows/s; %s" % (
                run + 1, RUNS, name, format(int(rates[name][-1]), ","), common.load()), file=sys.stderr, flush=True)
    items.drop(servers)
    return rates


def run():
    with common.instances() as servers:
        rates = measure(servers, ways())
        versions = [common.psql(uri, "SHOW server_version") for uri in servers]
    medians = {name: statistics.median(several) for name, several in rates.items()}
    rows = [
        [name, "%s" % format(int(rate), ","), format(int(min(rates[name])), ","), format(int(max(rates[name])), ","),
         "%.2f" % (rate / medians[PIPE]), "%.1f" % (rate / medians[FDW]), "%.0f" % (rate / medians[NAIVE])]
        for name, rate in medians.items()]
    heads = ["", "rows/s", "least", "most", "ratio to the pipe", "to ranges by fdw", "to naive fdw"]
    shown = common.table(heads, rows)
    note = "Medians of %d; PostgreSQL %s to %s; %s at the end." % (RUNS, versions[0], versions[1], common.load())
    print(shown)
    print(note)
    with open(os.path.join(common.DOCS, "bench-move.md"), "w") as file:
        file.write(TEXT % (shown, note))
    plot.bars(
        os.path.join(common.DOCS, "bench-move.svg"), "Rows a second, 1,000,000 rows of about 100 bytes, two indexes",
        [(name, rate, min(rates[name]), max(rates[name])) for name, rate in medians.items()])


TEXT = """# How fast rows move

Written by `scripts/bench move`: 1,000,000 rows of about 100 bytes with a second index, without load, all ways in one run on the same
data. The naive batches move 20,000 rows of them, the ranges 200,000. The pipe is one statement and one commit, with no gates and nothing
to heal by: the limit. `pgcopydb copy table-data` only copies. `postgres_fdw` has the options that it comes with; the naive batch then reads all of `old`
each time, and with `use_remote_estimate` it asks for one row after the other.

%s

%s

![rows a second](bench-move.svg)
"""
