"""What it costs that each range is read back on `new` and compared, on the same data in one run."""

import statistics

import common
import items
import move

WAYS = [(" ".join(["move", *words]), items.move(*words))
        for words in ([], ["--verify"], ["--batch", "1000"], ["--batch", "1000", "--verify"])]


def run():
    with common.instances() as servers:
        rates = move.measure(servers, WAYS)
        versions = [common.psql(uri, "SHOW server_version") for uri in servers]
    medians = {name: statistics.median(several) for name, several in rates.items()}
    rows = [
        [name, format(int(rate), ","), format(int(min(rates[name])), ","), format(int(max(rates[name])), ","),
         "%.2f" % (rate / medians[name.replace(" --verify", "")])]
        for name, rate in medians.items()]
    print(common.table(["", "rows/s", "least", "most", "ratio to the same without"], rows))
    print("Medians of %d; PostgreSQL %s to %s; %s at the end." % (move.RUNS, versions[0], versions[1], common.load()))
