package io.pgford.move;

import io.pgford.catalog.Survey;
import io.pgford.catalog.Table;
import io.pgford.crossing.InheritStep;
import io.pgford.database.Connections;
import io.pgford.database.Name;
import io.pgford.database.Pair;
import io.pgford.database.Quote;
import io.pgford.database.Rows;
import io.pgford.database.Side;
import io.pgford.pair.PostgresPair;
import io.pgford.shell.TestShell;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/** A fresh pair of databases, a shell on it, and what tests of the mover ask again and again. */
final class Lab implements AutoCloseable {
    /** All steps before a move. */
    static final String[] UP_TO_MOVE = {"fdw init", "inherit", "fk off", "seq sync"};

    private static final String COLUMNS = """
            SELECT pg_catalog.string_agg(pg_catalog.quote_ident(a.attname), ', ' ORDER BY a.attname)
            FROM pg_catalog.pg_attribute a WHERE a.attrelid = ?::pg_catalog.regclass AND a.attnum > 0 AND NOT a.attisdropped
            """;

    private static final String TABLES = """
            SELECT n.nspname, c.relname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind = 'r' AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pgford')
            """;

    final PostgresPair servers;
    final Pair pair;
    final Connections connections;
    final TestShell shell;

    Lab(PostgresPair servers) {
        this.servers = servers;
        this.pair = servers.fresh();
        this.connections = new Connections(pair);
        this.shell = TestShell.on(pair, servers.roles());
    }

    /** Runs statements on a side. */
    void sql(Side side, String sql) {
        connections.with(side, c -> {
            Rows.run(c, sql);
            return true;
        });
    }

    /** Runs statements on both sides. */
    void both(String sql) {
        for (Side side : Side.values()) {
            sql(side, sql);
        }
    }

    long number(Side side, String sql) {
        return connections.with(side, c -> Rows.number(c, sql));
    }

    String text(Side side, String sql) {
        return connections.with(
                side, c -> Rows.first(c, sql, r -> r.getString(1)).orElse(""));
    }

    List<String> texts(Side side, String sql) {
        return connections.with(side, c -> Rows.list(c, sql, r -> r.getString(1)));
    }

    /** The tables of the application. */
    List<Name> tables(Side side) {
        return connections.with(side, c -> Rows.list(c, TABLES, r -> new Name(r.getString(1), r.getString(2))));
    }

    /** By table, the number of rows and a digest over all of them as text, as whoever reads on this side sees them. */
    Map<String, String> digests(Side side) {
        Map<String, String> digests = new TreeMap<>();
        for (Name table : tables(side)) {
            digests.put(table.toString(), digest(side, table));
        }
        return digests;
    }

    private String digest(Side side, Name table) {
        return connections.with(side, c -> {
            String columns =
                    Rows.first(c, COLUMNS, r -> r.getString(1), table.sql()).orElseThrow();
            return Rows.first(c, """
                            SELECT count(*) || ' rows, ' || pg_catalog.md5(coalesce(
                                pg_catalog.string_agg(pg_catalog.md5(t::text), '' ORDER BY pg_catalog.md5(t::text)), ''))
                            FROM (SELECT %s FROM %s) t
                            """.formatted(columns, table.sql()), r -> r.getString(1))
                    .orElseThrow();
        });
    }

    /** Rows that are on {@code old}, and rows in gates: both should be none at the end. */
    long leftBehind() {
        long left = 0;
        for (Name table : tables(Side.OLD)) {
            left += number(Side.OLD, "SELECT count(*) FROM " + table.sql());
        }
        for (String gate : texts(Side.NEW, """
                SELECT c.relname FROM pg_catalog.pg_class c WHERE c.relnamespace = 'pgford'::pg_catalog.regnamespace
                AND c.relkind = 'r' AND (c.relname LIKE 'outer%' OR c.relname LIKE 'inner%')""")) {
            left += number(Side.NEW, "SELECT count(*) FROM pgford." + Quote.identifier(gate));
        }
        return left;
    }

    /** A mover of one table, ten rows at a time. */
    Mover mover(String table, MoveListener listener) {
        return mover(table, 10, listener, GatesToClose.ALL);
    }

    Mover mover(String table, int batch, MoveListener listener, GatesToClose gates) {
        Survey survey = Survey.of(connections);
        Table there = survey.oldSide().named(table);
        if (gates == GatesToClose.TABLE) {
            InheritStep.ownGates(survey, List.of(there)).apply(connections);
        }
        return new Mover(connections, steering(batch, gates), listener, there, oid(survey, there));
    }

    /** A mover that keeps queries for what has crossed from {@code old}. */
    Mover pruningMover(String table, int batch, MoveListener listener) {
        Survey survey = Survey.of(connections);
        Table there = survey.oldSide().named(table);
        Steering steering = new Steering(settings(batch, GatesToClose.ALL), false, true);
        return new Mover(connections, steering, listener, there, oid(survey, there));
    }

    /** A mover that closes no gates at all. */
    Mover gatelessMover(String table, int batch) {
        Survey survey = Survey.of(connections);
        Table there = survey.oldSide().named(table);
        return new Mover(
                connections,
                steering(batch, GatesToClose.ALL),
                new Quiet(),
                there,
                oid(survey, there),
                register -> GateSet.none());
    }

    private static long oid(Survey survey, Table table) {
        return survey.newSide().table(table.name()).orElseThrow().oid();
    }

    private static Steering steering(int batch, GatesToClose gates) {
        return new Steering(settings(batch, gates));
    }

    /** A mover, 100 rows at a time, that reads back what has landed. */
    Mover verifyingMover(String table) {
        Survey survey = Survey.of(connections);
        Table there = survey.oldSide().named(table);
        Steering steering = new Steering(settings(100, GatesToClose.ALL), true, false);
        return new Mover(connections, steering, new Quiet(), there, oid(survey, there));
    }

    private static MoveSettings settings(int batch, GatesToClose gates) {
        return new MoveSettings(OptionalInt.of(batch), Duration.ofMillis(50), 0.5, Optional.empty(), gates);
    }

    /** A listener that says and stops nothing. */
    static class Quiet implements MoveListener {
        @Override
        public void crossed(Crossed batch) {}

        @Override
        public void blocked(Name table, int tries, List<Holder> holders) {}

        @Override
        public void trouble(Name table, String what) {}

        @Override
        public void healed(Name table, long apart) {}

        @Override
        public boolean stopped() {
            return false;
        }
    }

    @Override
    public void close() {
        shell.close();
        connections.close();
        try (Connections over = new Connections(servers.servers())) {
            for (Side side : Side.values()) {
                over.with(side, c -> {
                    String database = pair.at(side).database();
                    Rows.list(
                            c,
                            "SELECT pg_catalog.pg_terminate_backend(pid) FROM pg_catalog.pg_stat_activity WHERE datname = ?",
                            r -> true,
                            database);
                    Rows.run(c, "DROP DATABASE IF EXISTS " + Quote.identifier(database));
                    return true;
                });
            }
        }
    }
}
