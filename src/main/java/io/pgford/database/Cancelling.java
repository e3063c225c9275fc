package io.pgford.database;

import java.sql.SQLException;
import org.postgresql.PGConnection;

/**
 * Cancels the statement that a connection is at, again and again until it has ended: a server forgets a cancellation that
 * arrives before the statement does.
 */
public final class Cancelling implements AutoCloseable {
    private static final long AGAIN_MILLIS = 250;

    private final PGConnection connection;
    private boolean begun;
    private boolean over;

    public Cancelling(PGConnection connection) {
        this.connection = connection;
    }

    /** Begins; further calls change nothing. Returns at once. */
    public synchronized void begin() {
        if (!begun && !over) {
            begun = true;
            Thread thread = new Thread(this::run, "cancel");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private synchronized void run() {
        try {
            while (!over) {
                connection.cancelQuery();
                wait(AGAIN_MILLIS);
            }
        } catch (SQLException e) {
            System.getLogger(Cancelling.class.getName())
                    .log(System.Logger.Level.WARNING, "a statement could not be cancelled", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The statement has ended. Waits for a cancellation under way, which would hit the next one. */
    @Override
    public synchronized void close() {
        over = true;
        notifyAll();
    }
}
