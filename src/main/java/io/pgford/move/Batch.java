package io.pgford.move;

import io.pgford.catalog.Key;
import io.pgford.catalog.Table;
import io.pgford.database.Rows;
import java.sql.SQLException;

/** One batch: the rows of a range land on {@code new}, and then leave {@code old}. */
final class Batch {
    private final Sessions sessions;
    private final Table table;
    private final GateSet gates;

    Batch(Sessions sessions, Table table, GateSet gates) {
        this.sessions = sessions;
        this.table = table;
        this.gates = gates;
    }

    /** What became of it; {@code id} is its number in the ledger, where it is not yet marked as left. */
    record Done(long id, CopyPump.Pumped pumped, double gateClosedMillis, long waiting) {}

    /**
     * Takes the range across. The outer gates are closed already, in the transaction of the {@code lock} session; they are open
     * again when this returns.
     *
     * @param healing whether the rows may be on {@code new} already, from an interrupted try
     * @throws SQLException at any point; then the ledger alone knows whether the rows have landed, and the sessions are of no use
     *     any more
     */
    Done cross(KeyRange range, boolean healing) throws SQLException {
        long closed = System.nanoTime();
        FaultPoint.LOCKED.pass();
        gates.closeInner(sessions.land());
        CopyPump.Pumped pumped = healing ? landMissing(range) : land(range);
        FaultPoint.COPIED.pass();
        long id = Ledger.landed(sessions.land(), table.name(), range, pumped, healing);
        FaultPoint.NOTED.pass();
        sessions.land().commit();
        FaultPoint.LANDED.pass();
        sessions.leave().commit();
        FaultPoint.LEFT.pass();
        long waiting = gates.waiting(sessions.lock());
        sessions.lock().rollback();
        FaultPoint.RELEASED.pass();
        return new Done(id, pumped, (System.nanoTime() - closed) / 1e6, waiting);
    }

    private CopyPump.Pumped land(KeyRange range) throws SQLException {
        String into = "COPY " + table.name().sql() + " (" + table.dataColumnList() + ") FROM STDIN";
        return CopyPump.pump(sessions.leave(), leaving(range), sessions.land(), into);
    }

    /** Lands only what is not there yet: COPY knows no ON CONFLICT, so by way of a temporary table. */
    private CopyPump.Pumped landMissing(KeyRange range) throws SQLException {
        Key key = table.key().orElseThrow();
        String columns = table.dataColumnList();
        Rows.run(
                sessions.land(),
                "CREATE TEMPORARY TABLE pgford_healing ON COMMIT DROP AS SELECT " + columns + " FROM ONLY "
                        + table.name().sql() + " WITH NO DATA");
        CopyPump.Pumped pumped = CopyPump.pump(
                sessions.leave(),
                leaving(range),
                sessions.land(),
                "COPY pg_temp.pgford_healing (" + columns + ") FROM STDIN");
        int landed = Rows.change(sessions.land(), """
                INSERT INTO %1$s (%2$s) OVERRIDING SYSTEM VALUE SELECT %2$s FROM pg_temp.pgford_healing
                ON CONFLICT (%3$s) DO NOTHING
                """.formatted(table.name().sql(), columns, key.sql()));
        return new CopyPump.Pumped(landed, pumped.bytes(), pumped.checksum());
    }

    private String leaving(KeyRange range) {
        return "COPY (DELETE FROM ONLY " + table.name().sql() + " WHERE " + range.condition(table) + " RETURNING "
                + table.dataColumnList() + ") TO STDOUT";
    }
}
