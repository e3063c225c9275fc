"""Four tables of one crossing, moved one after the other, two and four side by side (`move --jobs`)."""

import os
import statistics
import sys

import common
import items

RUNS = int(os.environ.get("PGFORD_BENCH_RUNS", "3"))
TABLES = ["item%d" % number for number in range(1, 5)]
JOBS = (1, 2, 4)


def once(servers, jobs):
    """Rows a second of all of them together."""
    ends = items.fresh(servers, 0)
    rows = items.ROWS // len(TABLES)
    for end in ends:
        common.psql(end, "DROP TABLE item", *[items.TABLE.replace("item", table) for table in TABLES])
    common.psql(ends[0], *[(items.FILL % rows).replace("INTO item", "INTO " + table) for table in TABLES], "VACUUM ANALYZE")
    for end in ends:
        common.psql(end, "CHECKPOINT")
    common.shell(ends, "-c", common.READY)
    seconds = common.seconds_of_move(common.shell(ends, "move", "all", "--jobs", str(jobs)))
    landed = sum(int(common.psql(ends[1], "SELECT count(*) FROM ONLY " + table)) for table in TABLES)
    if landed != rows * len(TABLES):
        sys.exit("move landed %d rows" % landed)
    return landed / seconds


def run():
    seen = {jobs: [] for jobs in JOBS}
    with common.instances() as servers:
        for _ in range(RUNS):
            for jobs, rates in seen.items():
                rates.append(once(servers, jobs))
                print("--jobs %d: %9s rows/s; %s" % (
                    jobs, format(int(rates[-1]), ","), common.load()), file=sys.stderr, flush=True)
        items.drop(servers)
    medians = {jobs: statistics.median(rates) for jobs, rates in seen.items()}
    print(common.table(
        ["move all", "rows/s", "ratio"],
        [["--jobs %d" % jobs, format(int(rate), ","), "%.2f" % (rate / medians[JOBS[0]])] for jobs, rate in medians.items()]))
    print("Medians of %d; %s." % (RUNS, common.load()))
