package io.pgford.move;

import io.pgford.database.Connections;
import io.pgford.database.Quote;
import io.pgford.database.Rows;
import io.pgford.database.Side;
import io.pgford.problem.Problem;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/**
 * The three sessions of a mover: {@code lock} and {@code land} on {@code new}, {@code leave} on {@code old}. Thrown away whole
 * after any error, since the outcome of what was under way is then known to the ledger alone.
 */
final class Sessions implements AutoCloseable {
    /** Longer than any wait of the server below, so that it is the server that says what is wrong. */
    private static final int SILENCE_MILLIS = 120_000;

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
    static Sessions open(Connections connections) {
        List<Connection> opened = new ArrayList<>();
        try {
            return new Sessions(
                    open(connections, Side.NEW, "move lock", opened),
                    open(connections, Side.NEW, "move land", opened),
                    open(connections, Side.OLD, "move leave", opened));
        } catch (Problem e) {
            opened.forEach(Sessions::abort);
            throw e;
        }
    }

    private static Connection open(Connections connections, Side side, String purpose, List<Connection> opened) {
        Connection connection = connections.open(side, purpose);
        opened.add(connection);
        try {
            SessionSettings.all(connection);
            if (side == Side.OLD) {
                SessionSettings.byKey(connection);
            }
            asReplica(connection, side);
            connection.setAutoCommit(false);
        } catch (SQLException e) {
            throw connections.fault(side, e);
        }
        return connection;
    }

    private static void asReplica(Connection connection, Side side) throws SQLException {
        try {
            Rows.run(connection, "SET session_replication_role = replica");
        } catch (SQLException e) {
            if (!"42501".equals(e.getSQLState())) {
                throw e;
            }
            String role = Rows.first(connection, "SELECT current_user", r -> r.getString(1))
                    .orElse("");
            throw Problem.failed(
                    "Role \"" + role + "\" may not set session_replication_role on " + side
                            + ", and without it moving rows would fire their triggers and cascades",
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

    /**
     * Bounds the wait for a word from a server: while a gate is closed, a cut network must not be waited for. Counting and
     * searching may take their time.
     */
    void expectWords(boolean expected) throws SQLException {
        for (Connection connection : List.of(lock, land, leave)) {
            connection.setNetworkTimeout(Runnable::run, expected ? SILENCE_MILLIS : 0);
        }
    }

    /** The side that an error came from: the one whose session is broken, or whose transaction has failed. */
    Side atFault() {
        try {
            boolean failed = leave.isClosed()
                    || leave.unwrap(BaseConnection.class).getTransactionState() == TransactionState.FAILED;
            return failed ? Side.OLD : Side.NEW;
        } catch (SQLException e) {
            return Side.OLD;
        }
    }

    /** Ends all three; what they had begun is rolled back by the servers. */
    @Override
    public void close() {
        // leave first: where its commit is not on its way yet, the rows stay on old, and nothing is between the two
        // sides
        List.of(leave, land, lock).forEach(Sessions::abort);
    }

    private static void abort(Connection connection) {
        try {
            // not close: a connection in the middle of a COPY would wait for its end
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            // It is gone already.
        }
    }
}
