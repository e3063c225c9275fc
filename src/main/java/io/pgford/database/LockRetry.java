package io.pgford.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Takes locks without making the application queue behind the wait: each try gives up after a short {@code lock_timeout}, and
 * waits a little longer before the next.
 */
public final class LockRetry {
    /** SQLSTATE {@code lock_not_available}. */
    public static final String LOCK_NOT_AVAILABLE = "55P03";

    private static final String DEADLOCK_DETECTED = "40P01";

    /** Below {@code deadlock_timeout} (1 s by default), so that the application is never a deadlock's victim. */
    private static final Duration LOCK_TIMEOUT = Duration.ofMillis(500);

    private static final int TRIES = 20;
    private static final long FIRST_PAUSE_MILLIS = 50;
    private static final long LONGEST_PAUSE_MILLIS = 2_000;

    private LockRetry() {}

    /**
     * Runs work in a transaction on {@code side}, again and again while a lock is not to be had: 20 tries of half a second each,
     * over about 40 seconds at most.
     *
     * @throws io.pgford.problem.Problem for any other error, or when the last try failed too; nothing is changed then
     */
    public static <T> T inTransaction(Connections connections, Side side, Connections.Work<T> work) {
        return connections.with(side, connection -> {
            long pause = FIRST_PAUSE_MILLIS;
            for (int tries = 1; ; tries++) {
                try {
                    return once(connection, work);
                } catch (SQLException e) {
                    if (tries == TRIES || !isContention(e)) {
                        throw e;
                    }
                }
                sleep(pause);
                pause = Math.min(LONGEST_PAUSE_MILLIS, pause * 2);
            }
        });
    }

    private static boolean isContention(SQLException e) {
        return LOCK_NOT_AVAILABLE.equals(e.getSQLState()) || DEADLOCK_DETECTED.equals(e.getSQLState());
    }

    private static <T> T once(Connection connection, Connections.Work<T> work) throws SQLException {
        connection.setAutoCommit(false);
        try {
            Rows.run(connection, "SET LOCAL lock_timeout = " + LOCK_TIMEOUT.toMillis());
            T result = work.on(connection);
            connection.commit();
            return result;
        } catch (SQLException | RuntimeException e) {
            Connections.rollbackQuietly(connection, e);
            throw e;
        } finally {
            if (!connection.isClosed()) {
                connection.setAutoCommit(true);
            }
        }
    }

    private static void sleep(long millis) throws SQLException {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted while waiting for a lock", "57014", e);
        }
    }
}
