package io.pgford.catalog;

import io.pgford.database.Rows;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * The sessions in one database besides pgford's own, counted.
 *
 * @param working in the middle of a statement, those that wait included
 * @param inTransaction idle, with a transaction open
 * @param waiting for a lock
 * @param oldestSeconds age of the oldest transaction; 0 where there is none
 */
public record SessionCounts(long all, long working, long inTransaction, long waiting, double oldestSeconds) {
    // To who is no member of pg_monitor, pg_stat_activity shows neither the state nor the kind of other roles'
    // sessions:
    // they count as idle.
    private static final String COUNTS = """
            SELECT count(*) AS all_of_them,
                   count(*) FILTER (WHERE state = 'active') AS working,
                   count(*) FILTER (WHERE state LIKE 'idle in transaction%') AS in_transaction,
                   count(*) FILTER (WHERE wait_event_type = 'Lock') AS waiting,
                   coalesce(max(extract(epoch FROM pg_catalog.clock_timestamp() - xact_start)), 0)::float8 AS oldest
            FROM pg_catalog.pg_stat_activity
            WHERE datname = pg_catalog.current_database() AND coalesce(backend_type, 'client backend') = 'client backend'
                AND coalesce(application_name, '') NOT LIKE 'pgford%'
            """;

    /** Counts them now. */
    public static SessionCounts read(Connection connection) throws SQLException {
        return Rows.first(
                        connection,
                        COUNTS,
                        row -> new SessionCounts(
                                row.getLong("all_of_them"),
                                row.getLong("working"),
                                row.getLong("in_transaction"),
                                row.getLong("waiting"),
                                row.getDouble("oldest")))
                .orElseThrow();
    }
}
