package io.pgford.move;

import io.pgford.database.Connections;
import io.pgford.database.Quote;
import io.pgford.database.Rows;
import io.pgford.database.Side;
import io.pgford.problem.Problem;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * The three sessions of a mover: {@code lock} and {@code land} on {@code new}, {@code leave} on {@code old}. Thrown away whole
 * after any error, since the outcome of what was under way is then known to the ledger alone.
 */
final class Sessions implements AutoCloseable {
    private static final long ROW_LOCK_TIMEOUT_MILLIS = 2_000;

    private final Connection lock;
    private final Connection land;
    private final Connection leave;

    private Sessions(Connection lock, Connection land, Connection leave) {
        this.lock = lock;
        this.land = land;
        this.leave = leave;
    }

    /**
     * Opens all three.
     *
     * @throws Problem where a side cannot be reached, or the role may not set {@code session_replication_role}
     */
    static Sessions open(Connections connections) throws SQLException {
        Connection lock = connections.open(Side.NEW, "move lock");
        Connection land = null;
        try {
            land = connections.open(Side.NEW, "move land");
            Connection leave = connections.open(Side.OLD, "move leave");
            Sessions sessions = new Sessions(lock, land, leave);
            sessions.prepare();
            return sessions;
        } catch (SQLException | RuntimeException e) {
            lock.close();
            if (land != null) {
                land.close();
            }
            throw e;
        }
    }

    private void prepare() throws SQLException {
        Rows.run(land, "SET lock_timeout = " + ROW_LOCK_TIMEOUT_MILLIS);
        Rows.run(leave, "SET lock_timeout = " + ROW_LOCK_TIMEOUT_MILLIS);
        Rows.run(land, "SET synchronous_commit = on");
        Rows.run(leave, "SET synchronous_commit = on");
        for (Connection end : new Connection[] {land, leave}) {
            sameText(end);
            asReplica(end);
        }
        lock.setAutoCommit(false);
        land.setAutoCommit(false);
        leave.setAutoCommit(false);
    }

    /** Settings that decide how values are written as text: the same on both sides, and exact. */
    private static void sameText(Connection connection) throws SQLException {
        Rows.run(connection, "SET TimeZone = 'UTC'");
        Rows.run(connection, "SET IntervalStyle = 'postgres'");
        Rows.run(connection, "SET extra_float_digits = 3");
        Rows.run(connection, "SET bytea_output = 'hex'");
        Rows.run(connection, "SET lc_monetary = 'C'");
        Rows.run(connection, "SET xmloption = 'content'");
        // A move must not be cut short by what is meant for the application's statements.
        Rows.run(connection, "SET statement_timeout = 0");
        Rows.run(connection, "SET idle_in_transaction_session_timeout = 0");
    }

    private static void asReplica(Connection connection) throws SQLException {
        try {
            Rows.run(connection, "SET session_replication_role = replica");
        } catch (SQLException e) {
            if (!"42501".equals(e.getSQLState())) {
                throw e;
            }
            String role = Rows.first(connection, "SELECT current_user", r -> r.getString(1))
                    .orElse("");
            throw Problem.failed(
                    "Role \"" + role
                            + "\" may not set session_replication_role, and without it moving rows would fire their"
                            + " triggers and cascades",
                    "Connect as a superuser, or from PostgreSQL 15 on: GRANT SET ON PARAMETER session_replication_role TO "
                            + Quote.identifier(role),
                    e);
        }
    }

    Connection lock() {
        return lock;
    }

    Connection land() {
        return land;
    }

    Connection leave() {
        return leave;
    }

    /** Ends all three; what they had begun is rolled back by the servers. */
    @Override
    public void close() {
        for (Connection connection : new Connection[] {leave, land, lock}) {
            try {
                // abort, not close: a connection in the middle of a COPY would wait for its end
                connection.abort(Runnable::run);
            } catch (SQLException e) {
                // It is gone already.
            }
        }
    }
}
