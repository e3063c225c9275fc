"""1,000,000 rows of about 100 bytes with a second index, and the ways to move them."""

import os
import shutil
import subprocess
import tempfile
import time
import urllib.parse

import common

ROWS = int(os.environ.get("PGFORD_BENCH_ROWS", "1000000"))
NAIVE_ROWS = ROWS // 50
RANGE_ROWS = ROWS // 5
DATABASE = "pgford_bench_move"
TABLE = "CREATE TABLE item (id bigint PRIMARY KEY, name text, at timestamptz, n int); CREATE INDEX ON item (name)"
FILL = "INSERT INTO item SELECT i, md5(i::text) || md5((-i)::text), now(), i %% 1000 FROM generate_series(1, %d) i"


def fresh(servers, rows=ROWS):
    """The table with its rows on old, and empty on new; returns the URIs of both databases."""
    drop(servers)
    ends = [common.within(uri, DATABASE) for uri in servers]
    for server, end in zip(servers, ends):
        common.psql(server, "CREATE DATABASE %s" % DATABASE)
        common.psql(end, TABLE)
    common.psql(ends[0], FILL % rows, "VACUUM ANALYZE item")
    for end in ends:
        common.psql(end, "CHECKPOINT")
    return ends


def drop(servers):
    for uri in servers:
        common.psql(uri, "DROP DATABASE IF EXISTS %s" % DATABASE)


def link(old, new, options=""):
    """The foreign table, by postgres_fdw alone, with the options that it comes with."""
    at = urllib.parse.urlsplit(old)
    common.psql(new, """
        CREATE EXTENSION postgres_fdw;
        CREATE SERVER old FOREIGN DATA WRAPPER postgres_fdw
            OPTIONS (host '%s', port '%d', dbname '%s'%s);
        CREATE USER MAPPING FOR CURRENT_USER SERVER old OPTIONS (user '%s', password '%s');
        CREATE FOREIGN TABLE item_remote (id bigint, name text, at timestamptz, n int)
            SERVER old OPTIONS (table_name 'item')""" % (
        at.hostname, at.port, DATABASE, options, at.username, urllib.parse.unquote(at.password or "")))


def timed(uri, statements):
    began = time.monotonic()
    common.psql(uri, *statements)
    return time.monotonic() - began


def naive(options=""):
    """(a) DELETE … WHERE id IN (SELECT … LIMIT 1000) RETURNING into INSERT; returns rows and seconds."""
    return lambda old, new: naively(old, new, options)


def naively(old, new, options):
    link(old, new, options)
    batch = """WITH m AS (DELETE FROM item_remote WHERE id IN (SELECT id FROM item_remote LIMIT 1000) RETURNING *)
        INSERT INTO item SELECT * FROM m"""
    return NAIVE_ROWS, timed(new, [batch] * (NAIVE_ROWS // 1000))


def ranges(old, new):
    """(b) the same by ranges of the key, which postgres_fdw sends to old whole."""
    link(old, new)
    batch = """WITH m AS (DELETE FROM item_remote WHERE id > %d AND id <= %d RETURNING *)
        INSERT INTO item SELECT * FROM m"""
    return RANGE_ROWS, timed(new, [batch % (low, low + 1000) for low in range(0, RANGE_ROWS, 1000)])


def pipe(old, new):
    """(c) one statement, one commit, no gates, nothing to heal by: the limit."""
    began = time.monotonic()
    leave = subprocess.Popen(
        ["psql", "-Xq", "-d", old, "-c", "COPY (DELETE FROM item RETURNING *) TO STDOUT"], stdout=subprocess.PIPE)
    subprocess.run(["psql", "-Xq", "-d", new, "-c", "COPY item FROM STDIN"], stdin=leave.stdout, check=True)
    leave.wait()
    return ROWS, time.monotonic() - began


def pgcopydb(old, new):
    """(d) copies only: nothing leaves old."""
    folder = tempfile.mkdtemp(prefix="pgford-bench")
    began = time.monotonic()
    done = subprocess.run(
        ["pgcopydb", "copy", "table-data", "--dir", os.path.join(folder, "d"), "--source", old, "--target", new],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    taken = time.monotonic() - began
    shutil.rmtree(folder, ignore_errors=True)
    if done.returncode:
        raise SystemExit("pgcopydb: " + done.stdout[-1500:])
    return ROWS, taken


def move(*words):
    """(e)"""

    def run(old, new):
        common.shell((old, new), "-c", common.READY)
        return ROWS, common.seconds_of_move(common.shell((old, new), "move", "item", *words))

    return run
