package io.pgford.move;

import io.pgford.catalog.Column;
import io.pgford.catalog.Table;
import io.pgford.catalog.Watermarks;
import io.pgford.database.LockRetry;
import io.pgford.database.Name;
import io.pgford.database.Quote;
import io.pgford.database.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The {@code CHECK} that tells the planner of {@code new} which keys are no longer on {@code old}, so that queries for them do not
 * ask there. It is believed and never tested, so it has to be true whatever the application does: the same constraint stands on
 * the table on {@code old}, where it is enforced, and is raised there first, by a transaction that sees under its lock that no
 * row contradicts it. A row on {@code old} can then not get a key at or below the watermark.
 */
final class Watermark {
    private static final Set<String> WHOLE_NUMBERS = Set.of("smallint", "integer", "bigint");

    /** A lock that was not to be had in time, or a table that could not be looked over in time. */
    private static final Set<String> LATER = Set.of(LockRetry.LOCK_NOT_AVAILABLE, "57014");

    private static final String STANDS = """
            SELECT EXISTS (SELECT FROM pg_catalog.pg_constraint k
                           JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
                           JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                           WHERE n.nspname = ? AND c.relname = ? AND k.conname = '%s')
            """.formatted(Watermarks.CONSTRAINT);

    private static final long LOCK_MILLIS = 32;
    private static final long LOOK_MILLIS = 50;
    private static final long PARTS = 10;
    private static final long EVERY_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final Sessions sessions;
    private final Table table;
    private final Name foreign;
    private Optional<String> enforced = Optional.empty();
    private long movedThen;
    private long raisedAt = System.nanoTime();
    private long notBefore = raisedAt;

    /** @param foreign the foreign table on {@code new} */
    Watermark(Sessions sessions, Table table, Name foreign, long moved) {
        this.sessions = sessions;
        this.table = table;
        this.foreign = foreign;
        this.movedThen = moved;
    }

    /**
     * Raises the watermark to a key, each tenth of the table or each ten seconds, if the locks for it are to be had at once.
     * Called between two batches, when nothing of the mover is open on either side.
     *
     * @param upto the key up to which all has left {@code old}
     * @param moved rows that have crossed in all
     */
    void offer(List<String> upto, long moved, long rowsAtStart) throws SQLException {
        long now = System.nanoTime();
        boolean due = moved - movedThen >= Math.max(1, rowsAtStart / PARTS) || now - raisedAt > EVERY_NANOS;
        if (!due || now < notBefore) {
            return;
        }
        sessions.expectWords(true);
        if (raised(upto.get(0))) {
            enforced = Optional.of(upto.get(0));
            movedThen = moved;
            raisedAt = now;
        } else {
            notBefore = now + AGAIN_NANOS;
        }
        sessions.expectWords(false);
    }

    /** Takes the constraint on {@code old} away, where there is one; not before nothing on {@code new} believes in it. */
    static boolean lift(Connection leave, Name table) throws SQLException {
        if (!Rows.holds(leave, STANDS, table.schema(), table.name())) {
            leave.rollback();
            return true;
        }
        try {
            Rows.run(leave, Watermarks.lift(table));
            leave.commit();
            return true;
        } catch (SQLException e) {
            // Somebody has it open on old. Cleanup takes away what is left of it.
            return later(leave, e);
        }
    }

    private boolean raised(String value) throws SQLException {
        // Once without a lock: over the entries of rows that have left, which are marked as dead thereby.
        boolean contradicted = sessions.leaving(leave -> {
            boolean found = contradicted(leave, value);
            leave.rollback();
            return found;
        });
        if (contradicted) {
            return false;
        }
        Connection lock = sessions.lock();
        try {
            Rows.run(lock, "SET LOCAL lock_timeout = " + LOCK_MILLIS);
            Rows.run(lock, alter("ALTER FOREIGN TABLE " + foreign.sql() + " DROP CONSTRAINT IF EXISTS ", value));
        } catch (SQLException e) {
            return later(lock, e);
        }
        // From here nobody reaches the table from new, and so nobody has it open on old who is not there directly.
        if (!sessions.leaving(leave -> enforce(leave, value))) {
            lock.rollback();
            return false;
        }
        FaultPoint.ENFORCED.pass();
        lock.commit();
        FaultPoint.BELIEVED.pass();
        return true;
    }

    private boolean enforce(Connection leave, String value) throws SQLException {
        try {
            Rows.run(
                    leave,
                    "SET LOCAL lock_timeout = " + LOCK_MILLIS + "; SET LOCAL statement_timeout = " + LOOK_MILLIS);
            // NOT VALID, since a table is not to be read whole under this lock: only what is below has to be looked
            // for.
            // Where this mover has enforced an earlier one, that must be there still: else keys may have been lowered
            // since.
            String drop = " DROP CONSTRAINT " + (enforced.isPresent() ? "" : "IF EXISTS ");
            Rows.run(leave, alter("ALTER TABLE ONLY " + table.name().sql() + drop, value) + " NOT VALID");
            boolean holds = !contradicted(leave, value);
            if (holds) {
                leave.commit();
            } else {
                leave.rollback();
            }
            return holds;
        } catch (SQLException e) {
            return later(leave, e);
        }
    }

    private static boolean later(Connection connection, SQLException e) throws SQLException {
        if (!LATER.contains(String.valueOf(e.getSQLState()))) {
            throw e;
        }
        connection.rollback();
        return false;
    }

    /** Whether a row on {@code old} has a key that the watermark excludes; what an earlier one excludes cannot be there. */
    private boolean contradicted(Connection leave, String value) throws SQLException {
        String above = enforced.map(earlier -> " AND " + admits(earlier)).orElse("");
        return Rows.holds(
                leave,
                "SELECT EXISTS (SELECT FROM ONLY " + table.name().sql() + " WHERE " + excludes(value) + above + ")");
    }

    private String alter(String drop, String value) {
        return drop + Watermarks.CONSTRAINT + ", ADD CONSTRAINT " + Watermarks.CONSTRAINT + " CHECK (" + admits(value)
                + ")";
    }

    /** The planner draws conclusions from a comparison of one column only; of a longer key, rows with the same first value may be left. */
    private String admits(String value) {
        return leading(table, single() ? " > " : " >= ", value);
    }

    private String excludes(String value) {
        return leading(table, single() ? " <= " : " < ", value);
    }

    private boolean single() {
        return table.key().orElseThrow().columns().size() == 1;
    }

    private static String leading(Table table, String operator, String value) {
        Column column = Pruning.leading(table);
        String literal = WHOLE_NUMBERS.contains(column.type()) ? value : Quote.literal(value) + "::" + column.type();
        return Quote.identifier(column.name()) + operator + literal;
    }
}
