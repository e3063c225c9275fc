package io.pgford.check;

import io.pgford.catalog.TableSize;
import io.pgford.database.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many rows one table holds of its own, without those of tables that inherit from it.
 *
 * @param exact counted; else the planner's estimate
 */
public record RowCount(long rows, boolean exact) {
    /** 32 MB: counted within about a tenth of a second. */
    static final long SMALL_PAGES = 4096;

    private static final Pattern PLAN_ROWS = Pattern.compile("\"Plan Rows\":\\s*(\\d+)");

    /**
     * Counts a small table, and asks the planner about a large one, which goes by its present size and what {@code ANALYZE}
     * last saw, or by the width of its columns where that never ran.
     *
     * @param all count large tables too
     */
    public static RowCount of(Connection connection, TableSize table, boolean all) throws SQLException {
        String only = "FROM ONLY " + table.table().sql();
        if (all || table.pages() <= SMALL_PAGES) {
            return new RowCount(Rows.number(connection, "SELECT pg_catalog.count(*) " + only), true);
        }
        String plan = Rows.first(connection, "EXPLAIN (FORMAT JSON) SELECT " + only, row -> row.getString(1))
                .orElse("");
        Matcher rows = PLAN_ROWS.matcher(plan);
        if (!rows.find()) {
            throw new SQLException("EXPLAIN gave no number of rows for " + table.table());
        }
        return new RowCount(Long.parseLong(rows.group(1)), false);
    }
}
