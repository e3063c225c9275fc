"""Time to the first page of a long result in `less`, and the memory it takes, on a real pseudo terminal."""

import re
import shutil
import statistics
import time

import common
import startup

RUNS = 3
ROWS = 1_000_000
QUERY = "select g, md5(g::text) as text from generate_series(1, %d) as g;\r" % ROWS
# What the first row has.
PAGE = re.compile(rb"c4ca4238a0b923820dcc509a6f75849b")
# In seconds: one of them sets all rows before it shows any.
LIMIT = 600


def peak_megabytes(pid):
    with open("/proc/%d/status" % pid) as file:
        return int(re.search(r"VmHWM:\s+(\d+) kB", file.read()).group(1)) / 1024


def once(command, environment, pattern):
    screen = startup.Screen(command, environment)
    try:
        screen.wait_for(pattern)
        before = peak_megabytes(screen.pid)
        screen.began = time.monotonic()
        screen.type(QUERY.encode())
        page = screen.wait_for(PAGE, LIMIT)
        screen.type(b"q")
        screen.wait_for(pattern, LIMIT)
        return page, peak_megabytes(screen.pid), before
    finally:
        screen.end()


def run():
    with common.sandbox() as (old, _):
        programs = [("pgford", [common.PGFORD], startup.PROMPT)]
        if shutil.which("psql"):
            programs.append(("psql", ["psql", "-X", old], startup.PROMPT))
        if shutil.which("pgcli"):
            programs.append(("pgcli", ["pgcli", "--less-chatty", "--row-limit", "0", old], startup.PROMPT_OF_PGCLI))
        environment = {"TERM": "xterm-256color", "PAGER": "less", "LESS": "-S", "PSQLRC": "/dev/null"}
        rows = []
        for name, command, pattern in programs:
            runs = [once(command, environment, pattern) for _ in range(RUNS)]
            rows.append([name] + [statistics.median(one[i] for one in runs) for i in range(3)])
    base = rows[0]
    print(common.table(
        ["%s rows" % format(ROWS, ","), "first page", "ratio", "peak memory", "more than at its prompt"],
        [[name, "%.2f s" % page, "%.1f" % (page / base[1]), "%.0f MB" % peak, "%.0f MB" % (peak - before)]
         for name, page, peak, before in rows]))
    print("medians of %d; %s" % (RUNS, common.load()))
