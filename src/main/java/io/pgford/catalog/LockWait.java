package io.pgford.catalog;

import io.pgford.database.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * A session that waits for a lock, and one that it waits for.
 *
 * @param pid of the session that waits
 * @param role empty where it may not be seen
 * @param application as it calls itself
 * @param seconds since its statement began
 * @param holder pid of the session that is in the way; 0 for a prepared transaction, as {@code pg_blocking_pids} says it
 * @param holderState as {@code pg_stat_activity} shows it, such as {@code idle in transaction}; empty where it may not be seen
 * @param holderSeconds age of its transaction
 */
public record LockWait(
        int pid,
        String role,
        String application,
        double seconds,
        int holder,
        String holderRole,
        String holderApplication,
        String holderState,
        double holderSeconds) {

    // pg_blocking_pids stops the lock manager for a moment: asked for those that are shown, and no others.
    private static final String WAITS = """
            SELECT w.pid, coalesce(w.usename, '') AS role, coalesce(w.application_name, '') AS application,
                   coalesce(extract(epoch FROM pg_catalog.clock_timestamp() - w.query_start), 0)::float8 AS seconds,
                   first.pid AS holder, coalesce(b.usename, '') AS holder_role,
                   coalesce(b.application_name, '') AS holder_application, coalesce(b.state, '') AS holder_state,
                   coalesce(extract(epoch FROM pg_catalog.clock_timestamp() - coalesce(b.xact_start, b.query_start)), 0)::float8
                       AS holder_seconds
            FROM (SELECT * FROM pg_catalog.pg_stat_activity
                  WHERE datname = pg_catalog.current_database() AND wait_event_type = 'Lock'
                  ORDER BY query_start LIMIT ?) w
            CROSS JOIN LATERAL (SELECT min(p) AS pid FROM pg_catalog.unnest(pg_catalog.pg_blocking_pids(w.pid)) p) first
            LEFT JOIN pg_catalog.pg_stat_activity b ON b.pid = first.pid
            WHERE first.pid IS NOT NULL
            ORDER BY seconds DESC
            """;

    /** Those of this database that wait longest. */
    public static List<LockWait> read(Connection connection, int most) throws SQLException {
        return Rows.list(
                connection,
                WAITS,
                row -> new LockWait(
                        row.getInt("pid"),
                        row.getString("role"),
                        row.getString("application"),
                        row.getDouble("seconds"),
                        row.getInt("holder"),
                        row.getString("holder_role"),
                        row.getString("holder_application"),
                        row.getString("holder_state"),
                        row.getDouble("holder_seconds")),
                most);
    }
}
