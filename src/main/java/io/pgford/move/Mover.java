package io.pgford.move;

import io.pgford.catalog.Register;
import io.pgford.catalog.RegisterReader;
import io.pgford.catalog.Table;
import io.pgford.database.Connections;
import io.pgford.database.Fault;
import io.pgford.database.LockRetry;
import io.pgford.database.Name;
import io.pgford.database.Rows;
import io.pgford.database.Side;
import io.pgford.problem.Problem;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Moves the rows of one table from {@code old} to {@code new} while the application works, each exactly once, whatever dies on
 * the way: a row leaves only after it has landed, and the ledger on {@code new} says what has.
 */
public final class Mover {
    private static final String UNIQUE_VIOLATION = "23505";
    private static final int PATIENCE_SECONDS = 120;
    private static final long FIRST_PAUSE_MILLIS = 20;
    private static final long LONGEST_PAUSE_MILLIS = 1_000;

    private final Connections connections;
    private final MoveListener listener;
    private final Pace pace;
    private final Table table;
    private final long localOid;
    private long giveUp;

    /**
     * A mover for one table.
     *
     * @param table as {@code old} has it
     * @param localOid of the table of the same name on {@code new}
     */
    public Mover(Connections connections, MoveSettings settings, MoveListener listener, Table table, long localOid) {
        this.connections = connections;
        this.listener = listener;
        this.pace = settings.pace();
        this.table = table;
        this.localOid = localOid;
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
        giveUp = deadline();
        long pause = FIRST_PAUSE_MILLIS;
        while (true) {
            try (Sessions sessions = Sessions.open(connections)) {
                return new Work(sessions).all();
            } catch (SQLException e) {
                refuseConflict(e);
                retryOrThrow(connections.fault(Side.NEW, e), isTransient(e));
            } catch (Problem e) {
                boolean lost = e.getCause() instanceof SQLException cause && isTransient(cause);
                retryOrThrow(e, lost);
            }
            rest(pause);
            pause = Math.min(LONGEST_PAUSE_MILLIS, pause * 2);
        }
    }

    /**
     * Heals what an interrupted mover left between the two sides, and does nothing else.
     *
     * @return whether there was something to heal
     * @throws Problem where another mover is at work, or a side cannot be reached
     */
    public boolean heal() {
        try (Sessions sessions = Sessions.open(connections)) {
            return new Work(sessions).healed();
        } catch (SQLException e) {
            throw connections.fault(Side.NEW, e);
        }
    }

    private static long deadline() {
        return System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    }

    private static boolean isTransient(SQLException e) {
        return Fault.isConnectionError(e)
                || LockRetry.LOCK_NOT_AVAILABLE.equals(e.getSQLState())
                || "40P01".equals(e.getSQLState())
                || "40001".equals(e.getSQLState());
    }

    private void retryOrThrow(Problem problem, boolean canRetry) {
        if (!canRetry || System.nanoTime() > giveUp || listener.stopped()) {
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

    private static void rest(long millis) {
        if (millis > 0) {
            try {
                Thread.sleep(millis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The work on one set of sessions, from the healing to the end or to the first error. */
    private final class Work {
        private final Sessions sessions;
        private final GateSet gates;
        private final Batch batch;
        private long rowsAtStart;
        private long moved;

        Work(Sessions sessions) throws SQLException {
            this.sessions = sessions;
            Register register = RegisterReader.read(sessions.land());
            sessions.land().commit();
            if (!register.attached(table.name())) {
                throw Problem.failed(
                        "Table " + table.name() + " does not reach over to old, so its rows cannot be moved unseen",
                        "Attach it first: inherit " + table.name());
            }
            this.gates = GateSet.of(register);
            if (!gates.guards(table.name())) {
                throw Problem.failed("Table " + table.name() + " has no gates", "Make them: inherit " + table.name());
            }
            this.batch = new Batch(sessions, table, gates);
            takeLock();
            readProgress(register);
        }

        private void takeLock() throws SQLException {
            long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
            while (!TableLock.take(sessions.land(), localOid)) {
                if (System.nanoTime() > patience || listener.stopped()) {
                    throw Problem.failed(
                            "Another mover is at work on " + table.name(),
                            "Let it finish, or stop it in the shell it runs in; status shows how far it is.");
                }
                rest(200);
            }
        }

        private void readProgress(Register register) throws SQLException {
            if (!Ledger.hasBegun(sessions.land(), table.name())) {
                long rows = Rows.number(
                        sessions.leave(),
                        "SELECT count(*) FROM ONLY " + table.name().sql());
                sessions.leave().rollback();
                Ledger.begin(sessions.land(), table.name(), rows);
                sessions.land().commit();
                rowsAtStart = rows;
            } else {
                sessions.land().rollback();
                rowsAtStart = register.progress().get(table.name()).rowsAtStart();
                moved = register.progress().get(table.name()).moved();
            }
        }

        /** Heals, then passes over the table until {@code old} is empty. */
        boolean all() throws SQLException {
            healed();
            List<String> after = Ledger.reached(sessions.land(), table.name());
            sessions.land().rollback();
            while (!listener.stopped()) {
                Optional<KeyRange> range = BatchFinder.next(sessions.leave(), table, after, pace.rows());
                sessions.leave().rollback();
                if (range.isPresent()) {
                    if (!cross(range.get(), false)) {
                        return false;
                    }
                    after = range.get().upto();
                } else if (!after.isEmpty()) {
                    // The application may have changed keys to lower ones meanwhile: once more from the start.
                    after = List.of();
                } else if (finish()) {
                    return true;
                }
            }
            return false;
        }

        boolean healed() throws SQLException {
            List<Ledger.Unclean> unclean = Ledger.unclean(sessions.land(), table.name());
            sessions.land().rollback();
            for (Ledger.Unclean left : unclean) {
                if (!cross(left.range(), true)) {
                    return false;
                }
                Ledger.left(sessions.land(), left.id(), 0);
                sessions.land().commit();
                listener.healed(table.name());
            }
            return !unclean.isEmpty();
        }

        /** Takes one range across; returns false where the listener stopped it before the gate was closed. */
        private boolean cross(KeyRange range, boolean healing) throws SQLException {
            FaultPoint.BEFORE_LOCK.pass();
            if (!close(millis -> gates.closeOuter(sessions.lock(), millis))) {
                return false;
            }
            Batch.Done done = batch.cross(range, healing);
            Ledger.left(sessions.land(), done.id(), done.gateClosedMillis());
            sessions.land().commit();
            moved += done.pumped().rows();
            giveUp = deadline();
            listener.crossed(new MoveListener.Crossed(
                    table.name(),
                    done.pumped().rows(),
                    done.pumped().bytes(),
                    done.gateClosedMillis(),
                    done.waiting(),
                    moved,
                    rowsAtStart));
            rest(pace.after(done.pumped().rows(), done.gateClosedMillis(), done.waiting()));
            return true;
        }

        /** Tries a lock again and again, each time only shortly, until it is held or the listener stops it. */
        private boolean close(Lock lock) throws SQLException {
            Patience patience = pace.patience();
            while (!listener.stopped()) {
                try {
                    lock.take(patience.lockMillis());
                    return true;
                } catch (SQLException e) {
                    if (!LockRetry.LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                        throw e;
                    }
                    sessions.lock().rollback();
                }
                gates.reorder();
                rest(patience.refused());
                if (patience.isLong()) {
                    listener.blocked(table.name(), patience.tries(), gates.holders(sessions.lock()));
                    sessions.lock().rollback();
                }
            }
            return false;
        }

        /** Detaches the foreign table, if {@code old} is empty while nobody can reach it. */
        private boolean finish() throws SQLException {
            Connection lock = sessions.lock();
            Name remote = RegisterReader.read(sessions.land())
                    .foreignTables()
                    .get(table.name())
                    .name();
            sessions.land().rollback();
            String detach = "ALTER FOREIGN TABLE " + remote.sql() + " NO INHERIT "
                    + table.name().sql();
            if (!close(millis -> {
                Rows.run(lock, "SET LOCAL lock_timeout = " + millis);
                Rows.run(lock, detach);
            })) {
                return false;
            }
            boolean rows = Rows.holds(
                    sessions.leave(),
                    "SELECT EXISTS (SELECT FROM ONLY " + table.name().sql() + ")");
            sessions.leave().rollback();
            if (rows) {
                lock.rollback();
                return false;
            }
            Ledger.finished(lock, table.name());
            lock.commit();
            return true;
        }
    }

    /** Taking a lock. */
    @FunctionalInterface
    private interface Lock {
        /** @param millis how long to wait for it */
        void take(long millis) throws SQLException;
    }
}
