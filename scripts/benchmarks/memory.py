"""Whether the shell's memory grows with the number of rows, or with their width by more than the row in flight."""

import common
import items

NARROW_ROWS = 10_000_000
WIDE_BYTES = 100_000_000
DIGEST = "SELECT count(*), coalesce(sum(id), 0), coalesce(sum(length(v)::bigint), 0), md5(string_agg(md5(v), '' ORDER BY id)) FROM ONLY t"

NARROW = ("id bigint PRIMARY KEY", "INSERT INTO t SELECT i FROM generate_series(1, %d) i" % NARROW_ROWS, "SELECT count(*), sum(id) FROM ONLY t")
WIDE = ("id bigint PRIMARY KEY, v text",
        "INSERT INTO t SELECT i, repeat('0123456789', CASE WHEN i IN (2, 3) THEN %d ELSE 1 END) FROM generate_series(1, 4) i" % (WIDE_BYTES // 10),
        DIGEST)

CASES = [
    ("%s narrow rows" % format(NARROW_ROWS, ","), "128m", [], *NARROW),
    ("the same with --verify", "128m", ["--verify"], *NARROW),
    ("two values of %s bytes" % format(WIDE_BYTES, ","), "512m", [], *WIDE),
    ("the same with --verify", "512m", ["--verify"], *WIDE),
]


def once(servers, heap, words, columns, fill, digest):
    """What became of it, and seconds."""
    items.drop(servers)
    ends = [common.within(uri, items.DATABASE) for uri in servers]
    for server, end in zip(servers, ends):
        common.psql(server, "CREATE DATABASE %s" % items.DATABASE)
        common.psql(end, "CREATE TABLE t (%s)" % columns)
    common.psql(ends[0], fill, "VACUUM ANALYZE t")
    before = common.psql(ends[0], digest)
    common.shell(ends, "-c", common.READY)
    try:
        seconds = common.seconds_of_move(common.shell(ends, "move", "t", *words, options="-Xmx" + heap))
    except SystemExit as failure:
        return "FAILED: " + str(failure).strip().splitlines()[-1], 0.0
    held = common.psql(ends[1], digest) == before and common.psql(ends[0], "SELECT count(*) FROM t") == "0"
    items.drop(servers)
    return ("held" if held else "FAILED: not the same rows"), seconds


def run():
    with common.instances() as servers:
        rows = []
        for name, heap, *case in CASES:
            said, seconds = once(servers, heap, *case)
            rows.append([name, "-Xmx" + heap, said, "%.1f s" % seconds])
            print(rows[-1], flush=True)
    print(common.table(["", "heap", "", "moved in"], rows))
    print(common.load())
    if any(not row[2].startswith("held") for row in rows):
        raise SystemExit(1)
