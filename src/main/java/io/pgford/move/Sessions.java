package io.pgford.move;

import io.pgford.catalog.Table;
import io.pgford.database.Connections;
import io.pgford.database.Quote;
import io.pgford.database.Rows;
import io.pgford.database.Side;
import io.pgford.problem.Problem;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.FutureTask;
import org.postgresql.PGConnection;

/**
 * The sessions of a mover: {@code lock} and {@code land} on {@code new}, {@code leave} on {@code old}, and there {@code scout} that
 * only looks ahead and {@code watch} that only listens. Thrown away whole after any error, since the outcome of what was under way
 * is then known to the ledger alone.
 */
final class Sessions implements AutoCloseable {
    /** Longer than any wait of the server below, so that it is the server that says what is wrong. */
    private static final int SILENCE_MILLIS = 120_000;

    private static final String LOCK = "move lock";
    private static final String LAND = "move land";
    private static final String SCOUT = "move scout";
    private static final String WATCH = "move watch";

    private static final String END = """
            SELECT pg_catalog.pg_terminate_backend(pid) FROM pg_catalog.pg_stat_activity
            WHERE pid = ANY (?) AND usename = current_user AND application_name LIKE 'pgford move %'
            """;

    private static final String AWAITED = """
            SELECT EXISTS (SELECT FROM pg_catalog.pg_locks
            WHERE NOT granted AND pg_catalog.pg_blocking_pids(pid) && ARRAY[%d])
            """;

    private final Connection lock;
    private final Connection land;
    private final Connection leave;
    private final Connection scout;
    private final Connection watch;
    private final List<Watch> watches;
    private Side atWork = Side.NEW;
    /** Noticed beside the work, by whoever watches. */
    private volatile boolean oldFailed;

    private Sessions(Connection lock, Connection land, Connection leave, Connection scout, Connection watch) {
        this.lock = lock;
        this.land = land;
        this.leave = leave;
        this.scout = scout;
        this.watch = watch;
        this.watches = List.of(
                new Watch(lock, () -> List.of(lock, land).forEach(Sessions::abort)),
                new Watch(watch, () -> List.of(leave, scout, watch).forEach(Sessions::abort)));
    }

    /**
     * Opens all of them.
     *
     * @throws Problem where a side cannot be reached, or the role may not set {@code session_replication_role}
     */
    static Sessions open(Connections connections) {
        List<Connection> opened = new ArrayList<>();
        try {
            return new Sessions(
                    open(connections, Side.NEW, LOCK, opened),
                    open(connections, Side.NEW, LAND, opened),
                    open(connections, Side.OLD, "move leave", opened),
                    open(connections, Side.OLD, SCOUT, opened),
                    open(connections, Side.OLD, WATCH, opened));
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
            if (purpose.equals(LAND)) {
                SessionSettings.appliedOnStandbys(connection);
            }
            if (purpose.equals(LOCK) || purpose.equals(WATCH)) {
                SessionSettings.heard(connection);
                connection.setNetworkTimeout(Runnable::run, Watch.ANSWER_MILLIS);
            }
            asReplica(connection, side);
            // The scout must not keep the table on old open between two searches.
            connection.setAutoCommit(purpose.equals(WATCH) || purpose.equals(SCOUT));
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

    /**
     * Bounds the wait for a word from a server: while a gate is closed, a lost connection must not be waited for. Counting and
     * searching may take their time, as long as there is a sign of life ({@link Watch}).
     */
    void expectWords(boolean expected) throws SQLException {
        for (Connection connection : List.of(land, leave)) {
            connection.setNetworkTimeout(Runnable::run, expected ? SILENCE_MILLIS : 0);
        }
    }

    /** Looks ahead over a table of {@code old}. */
    Scout scout(Table table) throws SQLException {
        return new Scout(scout, table);
    }

    /** Waits for what the scout has found. */
    Optional<KeyRange> found(FutureTask<Optional<KeyRange>> search) throws SQLException {
        return leaving(ignored -> Scout.found(search));
    }

    /** Work on {@code leave}, so that an error in it is known to come from {@code old}. */
    <T> T leaving(Connections.Work<T> work) throws SQLException {
        atWork = Side.OLD;
        T result = work.on(leave);
        atWork = Side.NEW;
        return result;
    }

    /** Pumps rows from {@code leave} to {@code land}. */
    CopyPump.Pumped pump(CopyFormat format, String copyOut, String copyIn, CopyPump.Source source) throws SQLException {
        CopyPump pump = new CopyPump(format);
        try {
            return pump.run(leave, copyOut, land, copyIn, source);
        } finally {
            atWork = pump.reading() ? Side.OLD : Side.NEW;
        }
    }

    /**
     * Whether anybody waits for a row that is leaving, or for the whole table on {@code old}. Waiting for one, he is past the gates,
     * which then cannot be closed.
     */
    boolean awaited() throws SQLException {
        try {
            return Rows.holds(watch, AWAITED.formatted(pid(leave)));
        } catch (SQLException e) {
            oldFailed = true;
            throw e;
        }
    }

    private static int pid(Connection connection) throws SQLException {
        return connection.unwrap(PGConnection.class).getBackendPID();
    }

    /** The side that an error came from. */
    Side atFault() {
        return oldFailed ? Side.OLD : atWork;
    }

    /**
     * Ends sessions of this mover that it has given up, and that a server may not have missed yet: it would keep what they hold.
     *
     * @param lost process numbers of such sessions, by side
     */
    void end(Map<Side, Set<Long>> lost) throws SQLException {
        for (Connection connection : List.of(lock, leave)) {
            Side side = connection == lock ? Side.NEW : Side.OLD;
            Set<Long> given = new HashSet<>(lost.getOrDefault(side, Set.of()));
            // A server may give the number of one that has ended to a new one.
            given.removeAll(pids().get(side));
            if (!given.isEmpty()) {
                atWork = side;
                Rows.list(connection, END, row -> true, (Object) given.toArray(Long[]::new));
                connection.commit();
                atWork = Side.NEW;
            }
        }
    }

    /** The process numbers of these sessions on the servers, by side. */
    Map<Side, Set<Long>> pids() throws SQLException {
        return Map.of(Side.NEW, pids(lock, land), Side.OLD, pids(leave, scout, watch));
    }

    private static Set<Long> pids(Connection... connections) throws SQLException {
        Set<Long> pids = new HashSet<>();
        for (Connection connection : connections) {
            pids.add((long) pid(connection));
        }
        return pids;
    }

    /** Ends all of them; what they had begun is rolled back by the servers. */
    @Override
    public void close() {
        watches.forEach(Watch::close);
        // leave first: where its commit is not on its way yet, the rows stay on old, and nothing is between the two
        // sides
        List.of(leave, land, lock, scout, watch).forEach(Sessions::abort);
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
