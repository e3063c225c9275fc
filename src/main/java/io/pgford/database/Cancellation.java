package io.pgford.database;

import io.pgford.problem.Problem;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.Set;
import org.postgresql.PGConnection;

/**
 * The operator's wish to stop, brought to the servers: what runs on the watched connections is cancelled. Give it to
 * {@code Run.onInterrupt}; it may be run from any thread, also several times.
 */
public final class Cancellation implements Runnable {
    private final Set<Connection> watched = new LinkedHashSet<>();
    private volatile boolean requested;

    /** Runs work on a connection; a wish to stop meanwhile cancels the statement that it is at. */
    public <T> T over(Connection connection, Connections.Work<T> work) throws SQLException {
        change(connection, true);
        try {
            return work.on(connection);
        } finally {
            change(connection, false);
        }
    }

    private synchronized void change(Connection connection, boolean watch) {
        if (watch) {
            watched.add(connection);
        } else {
            watched.remove(connection);
        }
    }

    @Override
    public synchronized void run() {
        requested = true;
        for (Connection connection : watched) {
            try {
                connection.unwrap(PGConnection.class).cancelQuery();
            } catch (SQLException e) {
                System.getLogger(Cancellation.class.getName())
                        .log(System.Logger.Level.WARNING, "a statement could not be cancelled", e);
            }
        }
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
