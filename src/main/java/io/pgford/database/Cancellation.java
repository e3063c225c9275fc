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
        Runnable cancel = () -> cancel(connection);
        add(cancel);
        try {
            return work.on(connection);
        } finally {
            remove(cancel);
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

    private static void cancel(Connection connection) {
        try {
            connection.unwrap(PGConnection.class).cancelQuery();
        } catch (SQLException e) {
            System.getLogger(Cancellation.class.getName())
                    .log(System.Logger.Level.WARNING, "a statement could not be cancelled", e);
        }
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
