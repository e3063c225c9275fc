package io.pgford.move;

import io.pgford.database.Name;
import io.pgford.database.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * What the ledger on {@code new} holds of one table.
 *
 * @param rows of all batches, as they landed
 * @param bytes of all batches, as {@code old} sent them
 * @param firstLanded when the first batch landed, and {@code lastLanded} the last one, as text with the time zone
 * @param open batches that have landed and are not known to have left {@code old}; while a mover is at work, that may be the current one
 */
public record LedgerSummary(
        Name table, long batches, long rows, long bytes, String firstLanded, String lastLanded, long open) {
    private static final String SUMMARIES = """
            SELECT schema_name, table_name, pg_catalog.count(*) AS batches, sum(rows)::bigint AS rows, sum(bytes)::bigint AS bytes,
                   pg_catalog.date_trunc('second', pg_catalog.min(landed_at))::text AS first_landed,
                   pg_catalog.date_trunc('second', pg_catalog.max(landed_at))::text AS last_landed,
                   pg_catalog.count(*) FILTER (WHERE left_at IS NULL) AS open
            FROM pgford.batch GROUP BY 1, 2 ORDER BY 1, 2
            """;

    /** Of each table that has begun to cross. Schema {@code pgford} has to be there. */
    public static List<LedgerSummary> list(Connection connection) throws SQLException {
        return Rows.list(
                connection,
                SUMMARIES,
                row -> new LedgerSummary(
                        new Name(row.getString("schema_name"), row.getString("table_name")),
                        row.getLong("batches"),
                        row.getLong("rows"),
                        row.getLong("bytes"),
                        row.getString("first_landed"),
                        row.getString("last_landed"),
                        row.getLong("open")));
    }
}
