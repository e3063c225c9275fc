package io.pgford.check;

import io.pgford.database.Rows;
import io.pgford.database.Side;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * Sessions that are seen to keep one snapshot over several statements. At SERIALIZABLE a session holds predicate locks ({@code
 * SIReadLock}). At REPEATABLE READ {@code backend_xmin} is set while it is idle in a transaction. So it is at READ COMMITTED after
 * a query by the extended protocol, as drivers send it, until the next one, and while a cursor is open: only transactions older
 * than a second count, and not those that hold a gate, since no batch crosses while they do. A transaction that is just running a
 * statement shows nothing of its level.
 */
final class SnapshotHolders {
    private static final String SEEN = """
            WITH serializable AS (
                SELECT DISTINCT l.pid FROM pg_catalog.pg_locks l
                WHERE l.mode = 'SIReadLock' AND l.database = (
                    SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database()))
            SELECT a.pid, a.usename::text AS role, coalesce(a.application_name, '') AS application,
                   s.pid IS NOT NULL AS serializable,
                   coalesce(extract(epoch FROM pg_catalog.clock_timestamp() - a.xact_start), 0)::bigint AS age
            FROM pg_catalog.pg_stat_activity a LEFT JOIN serializable s ON s.pid = a.pid
            WHERE a.datname = pg_catalog.current_database() AND coalesce(a.backend_type, 'client backend') = 'client backend'
              AND coalesce(a.application_name, '') NOT LIKE 'pgford%'
              AND (s.pid IS NOT NULL OR ? AND a.state LIKE 'idle in transaction%' AND a.backend_xmin IS NOT NULL
                   AND a.xact_start < pg_catalog.clock_timestamp() - interval '1 s'
                   AND NOT EXISTS (
                       SELECT FROM pg_catalog.pg_locks l JOIN pg_catalog.pg_class c ON c.oid = l.relation
                       JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                       WHERE l.pid = a.pid AND l.granted AND n.nspname = 'pgford' AND c.relname ~ '^(outer|inner)_'))
            ORDER BY a.xact_start, a.pid LIMIT 5
            """;

    private SnapshotHolders() {}

    /** The oldest first, five at most. On {@code old} only those at SERIALIZABLE: it has no gates to tell the others by. */
    static List<Warning> on(Side side, Connection connection) throws SQLException {
        return Rows.list(connection, SEEN, row -> warning(side, row), side == Side.NEW);
    }

    private static Warning warning(Side side, ResultSet row) throws SQLException {
        String application = row.getString("application");
        String who = "session " + row.getLong("pid") + " of " + row.getString("role")
                + (application.isEmpty() ? "" : " (" + application + ")") + " on " + side;
        String does = row.getBoolean("serializable")
                ? " works at SERIALIZABLE"
                : " seems to keep its snapshot between statements, as at REPEATABLE READ";
        return new Warning(
                "session",
                who + does + "; its transaction is " + row.getLong("age")
                        + " s old, and what it reads for the first time after a batch can lack rows",
                side == Side.NEW
                        ? "Let it work at READ COMMITTED, or before or after the move; an open cursor at READ COMMITTED is harmless"
                        : "Let the application work at READ COMMITTED on new for the crossing");
    }
}
