"""`move` where the shell sits elsewhere: each round trip to either instance takes 1, 5 and 20 ms."""

import os
import statistics
import sys

import common
import items
import proxy

RUNS = int(os.environ.get("PGFORD_BENCH_RUNS", "3"))
MILLIS = (0, 1, 5, 20)
GATE = "SELECT round(percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM gate_closed) * 1000)) FROM pgford.batch"


def once(servers, milliseconds):
    """Rows a second, and the median time in ms that the gate was closed; milliseconds of 0 are a proxy without delay."""
    ends = items.fresh(servers)
    # new reaches old directly: it is only the shell that is far away.
    old = common.urllib.parse.urlsplit(ends[0])
    direct = {"PGFORD_FDW_HOST": old.hostname, "PGFORD_FDW_PORT": str(old.port)}
    with proxy.delayed(ends, milliseconds) as far:
        common.shell(far, "-c", common.READY, environment=direct)
        seconds = common.seconds_of_move(common.shell(far, "move", "item", environment=direct))
    landed = int(common.psql(ends[1], "SELECT count(*) FROM ONLY item"))
    if landed != items.ROWS:
        sys.exit("move landed %d rows of %d" % (landed, items.ROWS))
    return items.ROWS / seconds, float(common.psql(ends[1], GATE))


def run():
    seen = {milliseconds: [] for milliseconds in MILLIS}
    with common.instances() as servers:
        for _ in range(RUNS):
            for milliseconds, runs in seen.items():
                runs.append(once(servers, milliseconds))
                print("%2d ms: %9s rows/s; %s" % (
                    milliseconds, format(int(runs[-1][0]), ","), common.load()), file=sys.stderr, flush=True)
        items.drop(servers)
    rates = {milliseconds: statistics.median(rate for rate, _ in runs) for milliseconds, runs in seen.items()}
    rows = [
        ["%d ms" % milliseconds, format(int(rate), ","), "%.2f" % (rate / rates[0]),
         "%.0f ms" % statistics.median(gate for _, gate in seen[milliseconds])]
        for milliseconds, rate in rates.items()]
    print(common.table(["round trip", "rows/s", "ratio", "gate closed, p50"], rows))
    print("Medians of %d, all by way of a proxy in Python, which costs time itself; %s." % (RUNS, common.load()))
