package io.pgford.database;

import io.pgford.problem.Problem;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import org.postgresql.PGConnection;

/**
 * The operator's wish to stop, brought to whatever is running. Give it to {@code Run.onInterrupt}; it may be run from any
 * thread, also several times.
 */
public final class Cancellation implements Runnable {
    private final Set<Runnable> actions = new CopyOnWriteArraySet<>();
    private volatile boolean requested;

    /** Runs work on a connection; a wish to stop meanwhile cancels the statement that it is at. */
    public <T> T over(Connection connection, Connections.Work<T> work) throws SQLException {
        try (Cancelling cancelling = new Cancelling(connection.unwrap(PGConnection.class))) {
            Runnable begin = cancelling::begin;
            add(begin);
            try {
                return work.on(connection);
            } finally {
                remove(begin);
            }
        }
    }

    /** What a wish to stop sets off, until it is removed; at once where the wish was there before. */
    public void add(Runnable action) {
        actions.add(action);
        if (requested) {
            action.run();
        }
    }

    /** Undoes {@link #add}; waits for a cancellation that is under way. */
    public synchronized void remove(Runnable action) {
        actions.remove(action);
    }

    @Override
    public synchronized void run() {
        requested = true;
        actions.forEach(Runnable::run);
    }

    /** Whether the operator wished to stop. */
    public boolean requested() {
        return requested;
    }

    /**
     * To be asked between two statements, since a server forgets a cancellation that finds it idle.
     *
     * @throws Problem where the operator wished to stop
     */
    public void check() {
        if (requested) {
            throw Problem.interrupted("Interrupted", "");
        }
    }
}
