package io.pgford.catalog;

import io.pgford.database.Name;
import io.pgford.database.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * What a server's statistics say about the rows that were ever inserted into a table and deleted from it: also by transactions
 * that were rolled back, and late by up to a minute for sessions at work (manual, "The Cumulative Statistics System").
 *
 * @param reset when the statistics of the database were last reset, as text; empty for never
 */
public record TableActivity(long inserted, long deleted, Optional<String> reset) {
    private static final String QUERY = """
            SELECT coalesce(s.n_tup_ins, 0), coalesce(s.n_tup_del, 0), d.stats_reset::text
            FROM pg_catalog.pg_stat_database d
            LEFT JOIN pg_catalog.pg_stat_all_tables s ON s.schemaname = ? AND s.relname = ?
            WHERE d.datname = pg_catalog.current_database()
            """;

    /** Reads it as of now, on the side of this connection. */
    public static TableActivity of(Connection connection, Name table) throws SQLException {
        Rows.list(connection, "SELECT pg_catalog.pg_stat_clear_snapshot()", row -> true);
        return Rows.first(
                        connection,
                        QUERY,
                        row -> new TableActivity(row.getLong(1), row.getLong(2), Optional.ofNullable(row.getString(3))),
                        table.schema(),
                        table.name())
                .orElseThrow();
    }
}
