package io.pgford.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.pgford.problem.Problem;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;

/**
 * The connections of one run to both sides: short work on pooled connections, sessions with a life of their own (the prompt,
 * the mover) on connections opened for them. Opens nothing before it is asked to.
 */
public final class Connections implements AutoCloseable {
    private static final int POOL_SIZE = 4;
    private static final String CONNECT_SECONDS = "10";
    private static final String LOGIN_SECONDS = "15";

    private static final String READ_ONLY = "-c default_transaction_read_only=on";

    private final Pair pair;
    private final boolean readOnly;
    private final Map<Side, HikariDataSource> pools = new EnumMap<>(Side.class);

    public Connections(Pair pair) {
        this(pair, false);
    }

    /** @param readOnly whether each transaction is to begin read-only, as the server enforces it */
    public Connections(Pair pair, boolean readOnly) {
        this.pair = pair;
        this.readOnly = readOnly;
    }

    private Properties properties(Endpoint endpoint) {
        Properties properties = endpoint.jdbcProperties();
        properties.putIfAbsent("connectTimeout", CONNECT_SECONDS);
        if (readOnly) {
            // A start-up option, so that RESET and DISCARD ALL come back to it.
            properties.merge("options", READ_ONLY, (given, more) -> given + " " + more);
        }
        return properties;
    }

    public Pair pair() {
        return pair;
    }

    /** Work on a connection. */
    @FunctionalInterface
    public interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /**
     * Runs short work on a pooled connection in autocommit mode.
     *
     * @throws Problem for any error of the server or the connection, naming the side
     */
    public <T> T with(Side side, Work<T> work) {
        try (Connection connection = pooled(side)) {
            return work.on(connection);
        } catch (SQLException e) {
            throw fault(side, e);
        }
    }

    /**
     * Runs work in one transaction at READ COMMITTED: committed when it returns, rolled back when it throws.
     *
     * @throws Problem for any error of the server or the connection, naming the side
     */
    public <T> T inTransaction(Side side, Work<T> work) {
        return with(side, connection -> {
            connection.setAutoCommit(false);
            try {
                T result = work.on(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                rollbackQuietly(connection, e);
                throw e;
            } finally {
                if (!connection.isClosed()) {
                    connection.setAutoCommit(true);
                }
            }
        });
    }

    /**
     * A connection of its own, not pooled; whoever opens it closes it.
     *
     * @param purpose shown in {@code pg_stat_activity} behind {@code pgford}
     * @throws Problem where the side cannot be reached
     */
    public Connection open(Side side, String purpose) {
        Endpoint endpoint = pair.at(side);
        try {
            Properties properties = properties(endpoint);
            // The other ends where TCP does: a server behind a proxy may be silent after that.
            properties.putIfAbsent("loginTimeout", LOGIN_SECONDS);
            properties.setProperty("ApplicationName", "pgford " + purpose);
            properties.setProperty("tcpKeepAlive", "true");
            return DriverManager.getConnection(endpoint.jdbcUrl(), properties);
        } catch (SQLException e) {
            throw fault(side, e);
        }
    }

    /** What an error on a side means to the operator. */
    public Problem fault(Side side, SQLException error) {
        return Fault.of(side, pair.at(side), error);
    }

    private Connection pooled(Side side) throws SQLException {
        return pool(side).getConnection();
    }

    private synchronized HikariDataSource pool(Side side) throws SQLException {
        HikariDataSource pool = pools.get(side);
        if (pool == null) {
            // One plain connection first: the pool would hide a refused password behind its own time-out.
            open(side, "check").close();
            pool = new HikariDataSource(config(side));
            pools.put(side, pool);
        }
        return pool;
    }

    private HikariConfig config(Side side) {
        HikariConfig config = new HikariConfig();
        Endpoint endpoint = pair.at(side);
        config.setPoolName(side.word());
        config.setJdbcUrl(endpoint.jdbcUrl());
        Properties properties = properties(endpoint);
        properties.setProperty("ApplicationName", "pgford");
        config.setDataSourceProperties(properties);
        config.setMaximumPoolSize(POOL_SIZE);
        config.setMinimumIdle(0);
        config.setInitializationFailTimeout(-1);
        config.setConnectionTimeout(10_000);
        return config;
    }

    static void rollbackQuietly(Connection connection, Exception cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    @Override
    public synchronized void close() {
        pools.values().forEach(HikariDataSource::close);
        pools.clear();
    }
}
