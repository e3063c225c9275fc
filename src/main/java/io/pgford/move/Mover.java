package io.pgford.move;

import io.pgford.catalog.Table;
import io.pgford.database.Connections;
import io.pgford.database.Fault;
import io.pgford.database.LockRetry;
import io.pgford.database.Name;
import io.pgford.problem.Problem;
import java.sql.SQLException;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Moves the rows of one table from {@code old} to {@code new} while the application works, each exactly once, whatever dies on
 * the way: a row leaves only after it has landed, and the ledger on {@code new} says what has.
 */
public final class Mover {
    private static final String UNIQUE_VIOLATION = "23505";

    /** Deadlock, serialization failure, cancelled by somebody, no connection free, idle in a transaction for too long. */
    private static final Set<String> PASSING =
            Set.of(LockRetry.LOCK_NOT_AVAILABLE, "40P01", "40001", "57014", "53300", "25P03");

    private final Connections connections;
    private final MoveListener listener;
    private final Pace pace;
    private final boolean verify;
    private final Table table;
    private final long localOid;
    private final Predicate<Name> guarded;
    private final Troubles troubles = new Troubles();

    /**
     * A mover for one table.
     *
     * @param table as {@code old} has it
     * @param localOid of the table of the same name on {@code new}
     */
    public Mover(Connections connections, MoveSettings settings, MoveListener listener, Table table, long localOid) {
        this(connections, settings, listener, table, localOid, every -> true);
    }

    /**
     * A mover that closes the gates of some tables only. For the test that shows what the gates are good for: readers see rows
     * missing or twice without them.
     */
    Mover(
            Connections connections,
            MoveSettings settings,
            MoveListener listener,
            Table table,
            long localOid,
            Predicate<Name> guarded) {
        this.connections = connections;
        this.listener = listener;
        this.pace = settings.pace();
        this.verify = settings.verify();
        this.table = table;
        this.localOid = localOid;
        this.guarded = guarded;
    }

    /**
     * Moves until the table is empty on {@code old} and detached, or the listener stops it. Heals first what an earlier mover
     * left between the two sides. After a lost connection it opens new sessions, heals, and goes on, for two minutes without
     * progress at most.
     *
     * @return whether the table is finished
     * @throws Problem where it cannot go on; every row is on at least one side then, and a later move heals what is on both
     */
    public boolean run() {
        return work(TableMove::all);
    }

    /**
     * Heals what an interrupted mover left between the two sides, and does nothing else.
     *
     * @return whether nothing is between the two sides any more; false where the listener stopped it
     * @throws Problem where another mover is at work, or a side cannot be reached
     */
    public boolean heal() {
        return work(TableMove::healed);
    }

    /** Work on one set of sessions, from the healing to the end or to the first error. */
    @FunctionalInterface
    private interface Work {
        boolean on(TableMove move) throws SQLException;
    }

    private boolean work(Work work) {
        while (true) {
            try (Sessions sessions = Sessions.open(connections)) {
                try {
                    return work.on(new TableMove(sessions, table, localOid, guarded, pace, verify, troubles, listener));
                } catch (SQLException e) {
                    refuseConflict(e);
                    retryOrThrow(connections.fault(sessions.atFault(), e), isPassing(e));
                }
            } catch (Problem e) {
                retryOrThrow(e, e.getCause() instanceof SQLException cause && isPassing(cause));
            }
            if (!Pause.of(troubles.pause())) {
                return false;
            }
        }
    }

    private static boolean isPassing(SQLException e) {
        return Fault.isConnectionError(e) || PASSING.contains(String.valueOf(e.getSQLState()));
    }

    private void retryOrThrow(Problem problem, boolean passing) {
        troubles.met();
        if (!passing || troubles.tooLong() || listener.stopped()) {
            throw problem;
        }
        listener.trouble(table.name(), problem.what());
    }

    /** A key that is on both sides though no batch was interrupted: the application has created it twice. */
    private void refuseConflict(SQLException e) {
        if (UNIQUE_VIOLATION.equals(e.getSQLState())) {
            throw Problem.failed(
                    "A row of " + table.name() + " cannot land, because new already has one with the same key:\n"
                            + Fault.plain(e),
                    "Look at both, @both select * from only " + table.name()
                            + " where …; decide which one stays, remove the other, then go on: move " + table.name()
                            + ". Nothing of this batch has moved.",
                    e);
        }
    }
}
