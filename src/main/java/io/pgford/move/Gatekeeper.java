package io.pgford.move;

import io.pgford.catalog.RegisterReader;
import io.pgford.database.LockRetry;
import io.pgford.database.Name;
import io.pgford.database.Pause;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;

/** Closes gates and takes other locks against the application: by many short tries, so that nobody queues up behind one for long. */
final class Gatekeeper {
    /** A lock that was not to be had: {@code lock_timeout}, or {@code statement_timeout} over all of them. */
    private static final Set<String> REFUSED = Set.of(LockRetry.LOCK_NOT_AVAILABLE, "57014");

    /** A gate that is there no more, since another mover has finished the last of its tables. */
    private static final String UNDEFINED_TABLE = "42P01";

    /** So many gates, or more, have not been taken away meanwhile: something else is missing. */
    private static final int MOST_GONE = 100;

    /** Gates that stay behind are in nobody's way for long; whoever finishes the next table takes them along. */
    private static final int TRIES_TO_RELEASE = 20;

    /** The longest of these tries lasts 16 ms. Whoever wants to change a row that has left ends them sooner. */
    private static final int TRIES_SOON = 14;

    private final Sessions sessions;
    private final Name table;
    private final GateSet gates;
    private final Pace pace;
    private final MoveListener listener;

    Gatekeeper(Sessions sessions, Name table, GateSet gates, Pace pace, MoveListener listener) {
        this.sessions = sessions;
        this.table = table;
        this.gates = gates;
        this.pace = pace;
        this.listener = listener;
    }

    /** Closes the outer gates; returns false where the listener stopped it before. */
    boolean closeGates() throws SQLException {
        return close(this::closeOuter);
    }

    /**
     * Closes the outer gates while rows are on their way between the two sides; returns false where that is not to be had soon, or
     * where somebody past the gates waits for one of these rows.
     */
    boolean closeGatesSoon() throws SQLException {
        Patience patience = pace.patience();
        while (patience.tries() < TRIES_SOON && !sessions.awaited()) {
            long millis = patience.lockMillis();
            if (taken(this::closeOuter, patience)) {
                return true;
            }
            patience.refused();
            if (!Pause.of(millis)) {
                return false;
            }
        }
        return false;
    }

    private void closeOuter(long millis) throws SQLException {
        gates.closeOuter(sessions.lock(), millis);
        FaultPoint.LOCKED.pass();
    }

    /** Tries a lock again and again, each time only shortly, until it is held; returns false where the listener stopped it before. */
    boolean close(Lock lock) throws SQLException {
        return close(lock, Integer.MAX_VALUE);
    }

    /** Takes gates off the tables that need none any more: their readers have nothing to wait for. */
    void releaseNeedless() throws SQLException {
        Connection lock = sessions.lock();
        Lock release = millis -> {
            GateSet needless = GateSet.needless(RegisterReader.read(lock));
            needless.closeOuter(lock, millis);
            needless.release(lock, RegisterReader.read(lock));
        };
        if (close(release, TRIES_TO_RELEASE)) {
            lock.commit();
        }
    }

    private boolean close(Lock lock, int mostTries) throws SQLException {
        Patience patience = pace.patience();
        while (listener.goesOn() && patience.tries() < mostTries) {
            if (taken(lock, patience)) {
                return true;
            }
            if (!Pause.of(patience.refused())) {
                return false;
            }
            if (patience.isLong()) {
                listener.blocked(table, patience.tries(), gates.holders(sessions.lock()));
                keepGates();
            }
        }
        return false;
    }

    private boolean taken(Lock lock, Patience patience) throws SQLException {
        try {
            lock.take(patience.lockMillis());
            return true;
        } catch (SQLException e) {
            String state = String.valueOf(e.getSQLState());
            boolean gone = UNDEFINED_TABLE.equals(state) && patience.tries() < MOST_GONE;
            if (!REFUSED.contains(state) && !gone) {
                throw e;
            }
            sessions.lock().rollback();
            if (gone) {
                keepGates();
            }
            gates.reorder();
            return false;
        }
    }

    /** Another mover may have finished tables meanwhile, which then need no gates any more. */
    private void keepGates() throws SQLException {
        gates.keep(RegisterReader.read(sessions.lock()));
        sessions.lock().rollback();
    }

    /** Taking a lock. */
    @FunctionalInterface
    interface Lock {
        /** Waits for it for so many milliseconds at most. */
        void take(long millis) throws SQLException;
    }
}
