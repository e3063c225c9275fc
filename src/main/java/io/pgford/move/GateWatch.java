package io.pgford.move;

import io.pgford.database.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.postgresql.PGConnection;

/**
 * Sees whether anybody waits for the mover while a batch is under way: at a gate, for a row with a key that is just landing, or for one
 * that is just leaving. Asks on the {@code lock} session, which has nothing else to do then, and so also keeps it alive.
 */
final class GateWatch {
    private static final String SOMEBODY = """
            SELECT EXISTS (SELECT FROM pg_catalog.pg_locks
            WHERE NOT granted AND pg_catalog.pg_blocking_pids(pid) && ARRAY[pg_catalog.pg_backend_pid(), %d])
            """;

    private static final long SIGN_OF_LIFE_MILLIS = 1_000;

    /** Another look. */
    @FunctionalInterface
    interface Look {
        boolean sees() throws SQLException;
    }

    private final Connection lock;
    private final Look also;
    private final String somebody;
    private final long everyMillis;
    private final Thread thread;
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile Optional<SQLException> failed = Optional.empty();
    private volatile long clear = System.nanoTime();
    private volatile boolean saw;

    /**
     * Begins to watch.
     *
     * @param lock used by nobody else until {@link #join}
     * @param also where else somebody may be waiting
     * @param everyMillis how long to rest between two looks
     */
    GateWatch(Connection lock, Connection land, Look also, long everyMillis) throws SQLException {
        this.lock = lock;
        this.also = also;
        this.somebody = SOMEBODY.formatted(land.unwrap(PGConnection.class).getBackendPID());
        this.everyMillis = everyMillis;
        thread = new Thread(this::watch, "move gate watch");
        thread.setDaemon(true);
        thread.start();
    }

    private void watch() {
        try {
            // Once somebody was seen, only so that the server does not take the session for lost, see SessionSettings.
            while (!over.await(saw ? SIGN_OF_LIFE_MILLIS : everyMillis, TimeUnit.MILLISECONDS)) {
                long asked = System.nanoTime();
                if (Rows.holds(lock, somebody) || also.sees()) {
                    saw = true;
                } else if (!saw) {
                    clear = asked;
                }
            }
        } catch (SQLException e) {
            failed = Optional.of(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Whether somebody waits, or has waited.
     *
     * @throws SQLException where the {@code lock} session has failed, and with it the outer gates
     */
    boolean sees() throws SQLException {
        if (failed.isPresent()) {
            throw failed.get();
        }
        return saw;
    }

    /** Whether somebody was seen. */
    boolean saw() {
        return saw;
    }

    /** When nobody waited yet for certain, by {@link System#nanoTime}. */
    long clear() {
        return clear;
    }

    /** Looks no more. Does not wait for a look that is under way. */
    void end() {
        over.countDown();
    }

    /** After the end, waits until the {@code lock} session is free for others. */
    void join() {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
