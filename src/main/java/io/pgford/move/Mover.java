package io.pgford.move;

import io.pgford.catalog.Register;
import io.pgford.catalog.Table;
import io.pgford.database.Connections;
import io.pgford.database.Fault;
import io.pgford.database.LockRetry;
import io.pgford.database.Pause;
import io.pgford.database.Side;
import io.pgford.problem.Problem;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Moves the rows of one table from {@code old} to {@code new} while the application works, each exactly once, whatever dies on
 * the way: a row leaves only after it has landed, and the ledger on {@code new} says what has.
 */
public final class Mover {
    static final String UNIQUE_VIOLATION = "23505";

    /** Deadlock, serialization failure, cancelled by somebody, no connection free, idle in a transaction for too long. */
    private static final Set<String> PASSING =
            Set.of(LockRetry.LOCK_NOT_AVAILABLE, "40P01", "40001", "57014", "53300", "25P03");

    private final Connections connections;
    private final MoveListener listener;
    private final Pace pace;
    private final boolean verify;
    private final boolean prune;
    private volatile Optional<Sessions> atWork = Optional.empty();
    private volatile boolean aborted;
    private final Table table;
    private final long localOid;
    private final Function<Register, GateSet> gates;
    private final Troubles troubles = new Troubles();
    private final Analysis analysis;
    private Map<Side, Set<Long>> lost = Map.of();
    private Optional<SQLException> conflict = Optional.empty();

    /**
     * A mover for one table.
     *
     * @param table as {@code old} has it
     * @param localOid of the table of the same name on {@code new}
     */
    public Mover(Connections connections, Steering steering, MoveListener listener, Table table, long localOid) {
        this(
                connections,
                steering,
                listener,
                table,
                localOid,
                register ->
                        GateSet.of(register, table.name(), steering.settings().gates()));
    }

    /**
     * A mover that closes other gates. For the test that shows what they are good for: readers see rows missing or twice without
     * them.
     */
    Mover(
            Connections connections,
            Steering steering,
            MoveListener listener,
            Table table,
            long localOid,
            Function<Register, GateSet> gates) {
        this.connections = connections;
        this.listener = listener;
        this.pace = new Pace(steering);
        this.verify = steering.verify();
        this.prune = steering.prune() && Pruning.obstacle(table).isEmpty();
        this.table = table;
        this.localOid = localOid;
        this.gates = gates;
        this.analysis = new Analysis(connections, table.name());
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

    /**
     * Ends the work at once, from another thread: all sessions are cut. What was under way is healed by the next move, or by
     * {@code recover}.
     */
    public void abort() {
        aborted = true;
        atWork.ifPresent(Sessions::close);
    }

    /** Work on one set of sessions, from the healing to the end or to the first error. */
    @FunctionalInterface
    private interface Work {
        boolean on(TableMove move) throws SQLException;
    }

    private boolean work(Work work) {
        while (true) {
            try (Sessions sessions = Sessions.open(connections)) {
                atWork = Optional.of(sessions);
                try {
                    refuseAborted();
                    sessions.end(lost);
                    lost = sessions.pids();
                    TableMove move = new TableMove(
                            sessions, table, localOid, gates, pace, verify, prune, troubles, analysis, listener);
                    compareAfterConflict(move);
                    return work.on(move);
                } catch (SQLException e) {
                    refuseAborted();
                    if (UNIQUE_VIOLATION.equals(e.getSQLState())) {
                        noteConflict(e);
                    } else {
                        retryOrThrow(connections.fault(sessions.atFault(), e), isPassing(e));
                    }
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

    private void refuseAborted() {
        if (aborted) {
            throw Problem.interrupted(
                    "Stopped at once. If a batch was between its two commits, its rows are on both sides until it is healed",
                    "Heal it: recover; or go on, which heals first: move " + table.name());
        }
    }

    private void retryOrThrow(Problem problem, boolean passing) {
        refuseAborted();
        troubles.met();
        if (!passing || troubles.tooLong() || listener.stopped()) {
            throw problem;
        }
        if (!troubles.said(problem.what())) {
            listener.trouble(table.name(), problem.what());
        }
    }

    /** The first time the two rows may be compared; where that does not help, the move stops. */
    private void noteConflict(SQLException e) {
        boolean compared = conflict.isPresent() && troubles.in();
        conflict = Optional.of(e);
        if (compared) {
            throw refused(e);
        }
        troubles.met();
    }

    private void compareAfterConflict(TableMove move) throws SQLException {
        if (conflict.isEmpty()) {
            return;
        }
        if (!move.compares()) {
            throw refused(conflict.get());
        }
        String why =
                "new already has a row of the next batch. Batches of this table were interrupted before, so it may be a copy"
                        + " whose key the application has changed since: the two are compared, and where they are the same, that of old goes.";
        if (!troubles.said(why)) {
            listener.trouble(table.name(), why);
        }
    }

    /** A key that is on both sides though no batch was interrupted: the application has created it twice. */
    private Problem refused(SQLException e) {
        return Problem.failed(
                "A row of " + table.name() + " cannot land, because new already has one with the same key:\n"
                        + Fault.plain(e),
                "Look at both, @both select * from only " + table.name()
                        + " where …; decide which one stays, remove the other, then go on: move " + table.name()
                        + ". Nothing of this batch has moved.",
                e);
    }
}
