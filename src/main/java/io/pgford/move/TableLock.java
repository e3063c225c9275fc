package io.pgford.move;

import io.pgford.catalog.Register;
import io.pgford.database.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Keeps a second mover away from a table, by an advisory lock that the {@code land} session holds: without that session no row
 * can land, so whoever gets the lock knows that nobody else is landing rows.
 */
final class TableLock {
    private static final String HOLDER = """
            SELECT a.pid, coalesce(pg_catalog.host(a.client_addr), 'this machine') AS place,
                   coalesce(extract(epoch FROM pg_catalog.clock_timestamp() - a.state_change), 0)::bigint AS silent
            FROM pg_catalog.pg_locks l JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
            WHERE l.locktype = 'advisory' AND l.granted AND l.classid = ? AND l.objid = ?
              AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())
            """;

    private TableLock() {}

    /** Takes the lock if it is free. It is released when the session ends. */
    static boolean take(Connection land, long tableOid) throws SQLException {
        boolean taken = Rows.holds(
                land, "SELECT pg_catalog.pg_try_advisory_lock(?, ?)", Register.ADVISORY_CLASS, (int) tableOid);
        land.commit();
        return taken;
    }

    /**
     * A session that holds the lock.
     *
     * @param silent seconds since it last did anything
     */
    record Owner(int pid, String place, long silent) {}

    /** Who has the lock; empty where it has become free. */
    static Optional<Owner> owner(Connection land, long tableOid) throws SQLException {
        Optional<Owner> owner = Rows.first(
                land,
                HOLDER,
                row -> new Owner(row.getInt("pid"), row.getString("place"), row.getLong("silent")),
                Register.ADVISORY_CLASS,
                tableOid);
        land.commit();
        return owner;
    }
}
