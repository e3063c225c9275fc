package io.pgford.move;

import io.pgford.database.Fault;
import io.pgford.database.Pause;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.core.BaseConnection;

/**
 * Asks a side for a sign of life every second, on a connection that has nothing long to do. Where none comes, the network is cut
 * or the server is gone, and the sessions there are given up: they might wait for a word for hours, since nothing tells a client
 * that its packets vanish. To the server it is the sign that the shell lives: see {@code idle_in_transaction_session_timeout} in
 * {@link SessionSettings}.
 */
final class Watch implements AutoCloseable {
    /** How long an answer may take, in milliseconds. */
    static final int ANSWER_MILLIS = 5_000;

    private static final long PAUSE_MILLIS = 1_000;

    private final Thread thread;
    private volatile boolean over;

    /**
     * Begins to watch.
     *
     * @param asked whose network time-out is {@link #ANSWER_MILLIS}
     * @param silent what to do when no answer has come, once
     */
    Watch(Connection asked, Runnable silent) {
        thread = new Thread(() -> watch(asked, silent), "move watch");
        thread.setDaemon(true);
        thread.start();
    }

    private void watch(Connection asked, Runnable silent) {
        while (!over && Pause.of(PAUSE_MILLIS)) {
            try {
                // An empty statement, which begins no transaction.
                asked.unwrap(BaseConnection.class).execSQLUpdate("");
            } catch (SQLException e) {
                // A transaction that has failed refuses even that, and so gives a sign of life.
                if (!over && Fault.isConnectionError(e)) {
                    silent.run();
                    return;
                }
            }
        }
    }

    @Override
    public void close() {
        over = true;
        thread.interrupt();
    }
}
