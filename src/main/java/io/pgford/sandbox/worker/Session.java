package io.pgford.sandbox.worker;

import io.pgford.database.Fault;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * One client's connection, used as a well-behaved application does: a transaction that the server refused for a conflict is run
 * again from its beginning (PostgreSQL, "Serialization Failure Handling"). Through postgres_fdw that happens at READ COMMITTED
 * too, since the remote transaction runs at REPEATABLE READ.
 */
final class Session implements AutoCloseable {
    private static final int ATTEMPTS = 100;
    private static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(20);

    private final Connection connection;
    private final Tally tally;
    private boolean broken;

    Session(Connection connection, Tally tally) {
        this.connection = connection;
        this.tally = tally;
    }

    /** What is done in a transaction, or as one statement; gives what is in the database afterwards. */
    @FunctionalInterface
    interface Work {
        List<Family> on(Connection connection) throws SQLException;
    }

    /** Whether the connection is lost, and another must be opened. */
    boolean broken() {
        return broken;
    }

    Connection connection() {
        return connection;
    }

    /** Statements that read, each on its own. */
    List<Family> read(Work work) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            try {
                return work.on(connection);
            } catch (SQLException e) {
                retryOrThrow(e, attempt);
            }
        }
    }

    /** One statement that writes, in autocommit mode: that it was lost on the way does not say whether it happened. */
    List<Family> statement(List<Family> after, Work work) throws SQLException, UnknownOutcome {
        for (int attempt = 1; ; attempt++) {
            try {
                return work.on(connection);
            } catch (SQLException e) {
                if (Fault.isConnectionError(e)) {
                    broken = true;
                    throw new UnknownOutcome(after, e);
                }
                retryOrThrow(e, attempt);
            }
        }
    }

    /** A transaction at READ COMMITTED: rolled back where it ends in an exception. */
    List<Family> transaction(Work work) throws SQLException, UnknownOutcome {
        for (int attempt = 1; ; attempt++) {
            try {
                return attempt(work);
            } catch (SQLException e) {
                retryOrThrow(e, attempt);
            }
        }
    }

    private List<Family> attempt(Work work) throws SQLException, UnknownOutcome {
        connection.setAutoCommit(false);
        try {
            List<Family> after = work.on(connection);
            commit(after);
            return after;
        } catch (SQLException | RuntimeException e) {
            rollback(e);
            throw e;
        } finally {
            if (!broken && !connection.isClosed()) {
                connection.setAutoCommit(true);
            }
        }
    }

    private void commit(List<Family> after) throws SQLException, UnknownOutcome {
        try {
            connection.commit();
        } catch (SQLException e) {
            // Also where only the connection from new to old was lost: the commit there may have arrived.
            if (Fault.isConnectionError(e)) {
                broken = true;
                throw new UnknownOutcome(after, e);
            }
            throw e;
        }
    }

    private void rollback(Exception cause) {
        if (cause instanceof SQLException e && Fault.isConnectionError(e)) {
            broken = true;
            return;
        }
        try {
            connection.rollback();
        } catch (SQLException e) {
            broken = true;
            cause.addSuppressed(e);
        }
    }

    private void retryOrThrow(SQLException e, int attempt) throws SQLException {
        if (Fault.isConnectionError(e)) {
            broken = true;
        }
        boolean conflict = "40001".equals(e.getSQLState()) || "40P01".equals(e.getSQLState());
        if (broken || !conflict || attempt == ATTEMPTS) {
            throw e;
        }
        tally.retry();
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(LONGEST_PAUSE));
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            Log.say("closing a connection: " + e.getMessage());
        }
    }
}
