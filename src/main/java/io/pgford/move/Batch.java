package io.pgford.move;

import io.pgford.catalog.Key;
import io.pgford.catalog.Table;
import io.pgford.database.Quote;
import io.pgford.database.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.stream.Collectors;

/** One batch: the rows of a range land on {@code new}, and then leave {@code old}. */
final class Batch {
    /** Behind closed outer gates nobody should be there. */
    private static final long INNER_MILLIS = 200;

    private final Sessions sessions;
    private final Table table;
    private final GateSet gates;

    Batch(Sessions sessions, Table table, GateSet gates) {
        this.sessions = sessions;
        this.table = table;
        this.gates = gates;
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

    /** What became of it; {@code id} is its number in the ledger, where it is not yet marked as left. */
    record Done(long id, Landed landed, double gateClosedMillis, long waiting) {}

    /**
     * What landed.
     *
     * @param apart rows that were on both sides, from an interrupted try, and had come to differ
     */
    record Landed(CopyPump.Pumped pumped, long apart) {}

    /**
     * Takes the range across. The outer gates are closed already, in the transaction of the {@code lock} session; all are open again
     * when this returns.
     *
     * @param way whether rows of the range may be on {@code new} already
     * @throws SQLException at any point; then the ledger alone knows whether the rows have landed, and the sessions are of no use
     *     any more
     */
    Done cross(KeyRange range, Way way) throws SQLException {
        long closed = System.nanoTime();
        FaultPoint.CLOSED.pass();
        Landed landed = way == Way.FRESH ? new Landed(land(range), 0) : landMissing(range, way);
        FaultPoint.COPIED.pass();
        long id = Ledger.landed(sessions.land(), table.name(), range, landed.pumped(), way == Way.HEALING);
        FaultPoint.NOTED.pass();
        sessions.land().commit();
        FaultPoint.LANDED.pass();
        sessions.leaving(Batch::commit);
        FaultPoint.LEFT.pass();
        long waiting = gates.waiting(sessions.lock());
        sessions.lock().rollback();
        FaultPoint.RELEASED.pass();
        return new Done(id, landed, (System.nanoTime() - closed) / 1e6, waiting);
    }

    private static boolean commit(Connection connection) throws SQLException {
        connection.commit();
        return true;
    }

    private CopyPump.Pumped land(KeyRange range) throws SQLException {
        String into = "COPY " + table.name().sql() + " (" + table.dataColumnList() + ") FROM STDIN";
        CopyPump.Pumped pumped = sessions.pump(leaving(range), into);
        closeInner();
        return pumped;
    }

    /**
     * Not before the rows are all there: no time-out of the server ends a COPY FROM STDIN whose client has gone silent, so the gate
     * would stay closed for as long. Where the {@code lock} session has died meanwhile, somebody may be inside who waits for a
     * row that is leaving; then this fails, the rows stay on {@code old}, and he goes on.
     */
    private void closeInner() throws SQLException {
        gates.closeInner(sessions.land(), INNER_MILLIS);
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
        CopyPump.Pumped pumped =
                sessions.pump(leaving(range), "COPY pg_temp.pgford_healing (" + columns + ") FROM STDIN");
        closeInner();
        int apart = Rows.change(
                sessions.land(),
                """
                INSERT INTO pgford.set_aside (schema_name, table_name, content)
                SELECT ?, ?, pg_catalog.to_json(h)
                FROM %s n JOIN pg_temp.pgford_healing h USING (%s)
                WHERE ROW(%s)::text IS DISTINCT FROM ROW(%s)::text
                """.formatted(local, key, columnsOf("n"), columnsOf("h")),
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
        return new Landed(new CopyPump.Pumped(landed, pumped.bytes(), pumped.checksum()), apart);
    }

    private String columnsOf(String alias) {
        return table.dataColumns().stream()
                .map(c -> alias + "." + Quote.identifier(c.name()))
                .collect(Collectors.joining(", "));
    }

    private String leaving(KeyRange range) {
        return "COPY (DELETE FROM ONLY " + table.name().sql() + " WHERE " + range.condition(table) + " RETURNING "
                + table.dataColumnList() + ") TO STDOUT";
    }
}
