package io.pgford.move;

import io.pgford.catalog.Key;
import io.pgford.catalog.Table;
import io.pgford.database.Quote;
import io.pgford.database.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.stream.Collectors;

/** One batch: the rows of a range land on {@code new}, and then leave {@code old}. */
final class Batch {
    private final Sessions sessions;
    private final Table table;
    private final GateSet gates;
    private final boolean verify;

    Batch(Sessions sessions, Table table, GateSet gates, boolean verify) {
        this.sessions = sessions;
        this.table = table;
        this.gates = gates;
        this.verify = verify;
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
     * Takes the range across. The gates are closed already, the outer ones in the transaction of the {@code lock} session and
     * the inner ones in that of {@code land}; they are open again when this returns.
     *
     * @param healing whether the rows may be on {@code new} already, from an interrupted try
     * @throws SQLException at any point; then the ledger alone knows whether the rows have landed, and the sessions are of no use
     *     any more
     */
    Done cross(KeyRange range, boolean healing) throws SQLException {
        long closed = System.nanoTime();
        FaultPoint.CLOSED.pass();
        Landed landed = healing ? landMissing(range) : new Landed(land(range), 0);
        FaultPoint.COPIED.pass();
        long id = Ledger.landed(sessions.land(), table.name(), range, landed.pumped(), healing);
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
        if (!verify) {
            return sessions.pump(leaving(range), into);
        }
        Verification verification = new Verification(sessions.land(), table);
        verification.begin();
        CopyPump.Pumped pumped = sessions.pump(leaving(range), into);
        verification.require(range, pumped);
        return pumped;
    }

    /**
     * Lands only what is not there yet: COPY knows no ON CONFLICT, so by way of a temporary table. The application has changed
     * both copies of the others alike. Where two differ nevertheless (a trigger wrote another time, or the application made a
     * second row with the same key), that of {@code new} stays, and that of {@code old} is set aside: nothing is thrown away.
     */
    private Landed landMissing(KeyRange range) throws SQLException {
        String key = table.key().map(Key::sql).orElseThrow();
        String columns = table.dataColumnList();
        String local = "ONLY " + table.name().sql();
        Rows.run(
                sessions.land(),
                "CREATE TEMPORARY TABLE pgford_healing ON COMMIT DROP AS SELECT " + columns + " FROM " + local
                        + " WITH NO DATA");
        CopyPump.Pumped pumped =
                sessions.pump(leaving(range), "COPY pg_temp.pgford_healing (" + columns + ") FROM STDIN");
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
