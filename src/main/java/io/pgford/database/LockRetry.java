package io.pgford.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Takes locks without making the application queue behind the wait: by many tries with a short {@code lock_timeout}, and a longer
 * one now and then. A transaction that holds one of several locks and asks for another waits for this one, which waits for it:
 * such a try is lost however long it lasts.
 */
public final class LockRetry {
    /** SQLSTATE {@code lock_not_available}. */
    public static final String LOCK_NOT_AVAILABLE = "55P03";

    private static final String DEADLOCK_DETECTED = "40P01";

    private static final long UNIT_MILLIS = 16;

    /** Below {@code deadlock_timeout} (1 s by default), so that the application is never a deadlock's victim. */
    private static final long LONGEST_MILLIS = 512;

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private LockRetry() {}

    /**
     * Runs work in a transaction on {@code side}, again and again while a lock is not to be had, for a minute at most.
     *
     * @throws io.pgford.problem.Problem for any other error, or when the last try failed too; nothing is changed then
     */
    public static <T> T inTransaction(Connections connections, Side side, Connections.Work<T> work) {
        return connections.with(side, connection -> {
            long began = System.nanoTime();
            for (int tries = 1; ; tries++) {
                long millis = Math.min(LONGEST_MILLIS, UNIT_MILLIS * Luby.number(tries));
                try {
                    return once(connection, millis, work);
                } catch (SQLException e) {
                    if (System.nanoTime() - began > PATIENCE_NANOS || !isContention(e)) {
                        throw e;
                    }
                }
                if (!Pause.of(
                        (long) (millis * (0.5 + ThreadLocalRandom.current().nextDouble())))) {
                    throw new SQLException("interrupted while waiting for a lock", "57014");
                }
            }
        });
    }

    private static boolean isContention(SQLException e) {
        return LOCK_NOT_AVAILABLE.equals(e.getSQLState()) || DEADLOCK_DETECTED.equals(e.getSQLState());
    }

    private static <T> T once(Connection connection, long lockMillis, Connections.Work<T> work) throws SQLException {
        connection.setAutoCommit(false);
        try {
            Rows.run(connection, "SET LOCAL lock_timeout = " + lockMillis);
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
}
