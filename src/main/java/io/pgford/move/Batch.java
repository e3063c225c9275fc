package io.pgford.move;

import io.pgford.catalog.Key;
import io.pgford.catalog.Table;
import io.pgford.database.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;

/** One batch: the rows of a range land on {@code new}, and then leave {@code old}. */
final class Batch {
    /** Behind closed outer gates nobody should be there. */
    private static final long INNER_MILLIS = 200;

    private final Sessions sessions;
    private final Table table;
    private final CopyFormat format;
    private final GateSet gates;
    private final boolean verify;
    private final Gatekeeper keeper;

    /** @param verify whether what lands is read back and compared */
    Batch(Sessions sessions, Table table, CopyFormat format, GateSet gates, Gatekeeper keeper, boolean verify) {
        this.sessions = sessions;
        this.table = table;
        this.format = format;
        this.gates = gates;
        this.keeper = keeper;
        this.verify = verify;
    }

    /** Whether rows of a batch may be on {@code new} already. */
    enum Way {
        /** They are not: one that is there stops the move. */
        FRESH,
        /** They may be, from an interrupted try of this very range. */
        HEALING,
        /**
         * They may be, from an interrupted try of another range, whose keys the application has changed since: where both copies are
         * the same, that of {@code old} goes. Two that differ stop the move.
         */
        COMPARING
    }

    /**
     * What became of it.
     *
     * @param id its number in the ledger, where it is not yet marked as left
     * @param landingMillis how much of the time the gate was closed the rows took
     * @param waiting sessions that waited at the gate at the end
     * @param waitedMillis how long any of them can have waited; 0 where nobody was seen
     */
    record Done(
            long id, Landed landed, double gateClosedMillis, double landingMillis, long waiting, double waitedMillis) {}

    /**
     * What landed.
     *
     * @param sent rows that left, whether they were on {@code new} already or not
     * @param apart rows that were on both sides, from an interrupted try, and had come to differ
     */
    record Landed(CopyPump.Pumped pumped, long sent, long apart) {}

    /**
     * Takes the ranges of a course across while the gates are open, and closes them for the two commits only. Until then the application
     * sees the rows where they were: on {@code old}, since neither transaction has ended. Whoever wants to change one of them waits
     * for its lock on {@code old}, and is past the gates then: so they cannot be closed, both transactions are rolled back, and he goes
     * on.
     *
     * @param watchMillis how often to look whether somebody waits
     * @return empty where it was rolled back: such a course must cross behind closed gates
     */
    Optional<Done> crossOpenly(Course course, long watchMillis) throws SQLException {
        long began = System.nanoTime();
        GateWatch watch = new GateWatch(sessions.lock(), sessions.land(), sessions::awaited, watchMillis);
        CopyPump.Pumped pumped;
        try {
            pumped = land(course, watch, began, () -> !watch.sees());
        } finally {
            watch.end();
        }
        long id = note(course.whole(), pumped, Way.FRESH);
        watch.join();
        long asked = System.nanoTime();
        if (watch.sees() || !keeper.closeGatesSoon()) {
            sessions.leaving(Batch::rollback);
            sessions.land().rollback();
            return Optional.empty();
        }
        long closed = System.nanoTime();
        FaultPoint.CLOSED.pass();
        closeInner();
        commit();
        long waiting = gates.release(sessions.lock());
        FaultPoint.RELEASED.pass();
        Landed landed = new Landed(pumped, pumped.rows(), 0);
        double waited = waiting > 0 ? millisSince(asked) : 0;
        return Optional.of(new Done(id, landed, millisSince(closed), 0, waiting, waited));
    }

    /**
     * Takes the ranges of a course across. The outer gates are closed already, in the transaction of the {@code lock} session; all are
     * open again when this returns.
     *
     * @param watchMillis how often to look whether somebody waits
     * @throws SQLException at any point; then the ledger alone knows whether the rows have landed, and the sessions are of no use
     *     any more
     */
    Done cross(Course course, long watchMillis) throws SQLException {
        long closed = System.nanoTime();
        FaultPoint.CLOSED.pass();
        GateWatch watch = new GateWatch(sessions.lock(), sessions.land(), () -> false, watchMillis);
        try {
            CopyPump.Pumped pumped = land(course, watch, closed, () -> true);
            closeInner();
            double landingMillis = millisSince(closed);
            long id = note(course.whole(), pumped, Way.FRESH);
            commit();
            return release(id, new Landed(pumped, pumped.rows(), 0), closed, landingMillis, watch);
        } finally {
            watch.end();
        }
    }

    /** The same for a range whose rows may be on {@code new} already, from an interrupted try. */
    Done heal(KeyRange range, Way way, long watchMillis) throws SQLException {
        long closed = System.nanoTime();
        FaultPoint.CLOSED.pass();
        GateWatch watch = new GateWatch(sessions.lock(), sessions.land(), () -> false, watchMillis);
        try {
            Landed landed = landMissing(range, way);
            double landingMillis = millisSince(closed);
            long id = note(range, landed.pumped(), way);
            commit();
            return release(id, landed, closed, landingMillis, watch);
        } finally {
            watch.end();
        }
    }

    /**
     * Not before the rows are all there: no time-out of the server ends a COPY FROM STDIN whose client has gone silent, so the gate
     * would stay closed for as long. Where the {@code lock} session has died meanwhile, somebody may be inside who waits for a
     * row that is leaving; then this fails, the rows stay on {@code old}, and he goes on.
     */
    private void closeInner() throws SQLException {
        gates.closeInner(sessions.land(), INNER_MILLIS);
    }

    private long note(KeyRange range, CopyPump.Pumped pumped, Way way) throws SQLException {
        FaultPoint.COPIED.pass();
        long id = Ledger.landed(sessions.land(), table.name(), range, pumped, way == Way.HEALING);
        FaultPoint.NOTED.pass();
        return id;
    }

    private void commit() throws SQLException {
        sessions.land().commit();
        FaultPoint.LANDED.pass();
        sessions.leaving(Batch::commit);
        FaultPoint.LEFT.pass();
    }

    private Done release(long id, Landed landed, long closed, double landingMillis, GateWatch watch)
            throws SQLException {
        watch.end();
        watch.join();
        long waiting = gates.release(sessions.lock());
        FaultPoint.RELEASED.pass();
        boolean waited = waiting > 0 || watch.saw();
        double waitedMillis = waited ? millisSince(watch.clear()) : 0;
        return new Done(id, landed, millisSince(closed), landingMillis, waiting, waitedMillis);
    }

    private static double millisSince(long nanos) {
        return (System.nanoTime() - nanos) / 1e6;
    }

    private static boolean commit(Connection connection) throws SQLException {
        connection.commit();
        return true;
    }

    private static boolean rollback(Connection connection) throws SQLException {
        connection.rollback();
        return true;
    }

    /** @param worthwhile whether what is being sent is still to land, or will be rolled back anyway */
    private CopyPump.Pumped land(Course course, GateWatch watch, long closed, GateWatch.Look worthwhile)
            throws SQLException {
        String into = "COPY " + table.name().sql() + " (" + table.dataColumnList() + ") FROM STDIN" + format.option();
        Verification verification = new Verification(sessions.land(), table, format);
        return sessions.pump(format, leaving(course.first()), into, new CopyPump.Source() {
            private KeyRange landing = course.first();

            @Override
            public boolean landing() throws SQLException {
                landing = course.last();
                if (verify) {
                    verification.begin();
                }
                return worthwhile.sees();
            }

            @Override
            public Optional<String> next() throws SQLException {
                return course.more(watch, millisSince(closed)).map(Batch.this::leaving);
            }

            @Override
            public void landed(CopyPump.Pumped range, double millis) throws SQLException {
                long began = System.nanoTime();
                if (verify) {
                    verification.require(landing, range);
                }
                course.landed(range, millis + millisSince(began));
            }
        });
    }

    /**
     * Lands only what is not there yet: COPY knows no ON CONFLICT, so by way of a temporary table. The application has changed
     * both copies of the others alike. Where two differ nevertheless (a trigger wrote another time, or the application made a
     * second row with the same key), that of {@code new} stays, and that of {@code old} is set aside: nothing is thrown away.
     */
    private Landed landMissing(KeyRange range, Way way) throws SQLException {
        String key = table.key().map(Key::sql).orElseThrow();
        String columns = table.dataColumnList();
        String local = "ONLY " + table.name().sql();
        Rows.run(
                sessions.land(),
                "CREATE TEMPORARY TABLE pgford_healing ON COMMIT DROP AS SELECT " + columns + " FROM " + local
                        + " WITH NO DATA");
        CopyPump.Pumped pumped = sessions.pump(
                format,
                leaving(range),
                "COPY pg_temp.pgford_healing (" + columns + ") FROM STDIN" + format.option(),
                CopyPump.Source.NOTHING_MORE);
        closeInner();
        int apart = Rows.change(
                sessions.land(),
                """
                INSERT INTO pgford.set_aside (schema_name, table_name, content)
                SELECT ?, ?, pg_catalog.to_json(h)
                FROM %s n JOIN pg_temp.pgford_healing h USING (%s)
                WHERE ROW(%s)::text IS DISTINCT FROM ROW(%s)::text
                """.formatted(local, key, table.dataColumnList("n"), table.dataColumnList("h")),
                table.name().schema(),
                table.name().name());
        if (apart > 0 && way == Way.COMPARING) {
            throw new SQLException(
                    String.format(
                            Locale.ROOT, "%,d rows with one key on both sides, and what else they hold differs", apart),
                    Mover.UNIQUE_VIOLATION);
        }
        int landed = Rows.change(sessions.land(), """
                INSERT INTO %1$s (%2$s) OVERRIDING SYSTEM VALUE SELECT %2$s FROM pg_temp.pgford_healing
                ON CONFLICT (%3$s) DO NOTHING
                """.formatted(table.name().sql(), columns, key));
        if (verify) {
            new Verification(sessions.land(), table, format)
                    .requireHealed(range, pumped, "pg_temp.pgford_healing", key, apart);
        }
        return new Landed(new CopyPump.Pumped(landed, pumped.bytes(), pumped.checksum()), pumped.rows(), apart);
    }

    private String leaving(KeyRange range) {
        return "COPY (DELETE FROM ONLY " + table.name().sql() + " WHERE " + range.condition(table) + " RETURNING "
                + table.dataColumnList() + ") TO STDOUT" + format.option();
    }
}
