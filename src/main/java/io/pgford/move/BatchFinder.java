package io.pgford.move;

import io.pgford.catalog.Key;
import io.pgford.catalog.Table;
import io.pgford.database.Quote;
import io.pgford.database.Rows;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds where the next batch ends, and reads its rows into the server's cache while nobody has to wait. */
final class BatchFinder {
    private BatchFinder() {}

    /**
     * The range of the first {@code rows} rows within another; empty where there are none.
     *
     * @param leave a connection to {@code old}
     */
    static Optional<KeyRange> next(Connection leave, Table table, KeyRange within, int rows) throws SQLException {
        Key key = table.key().orElseThrow();
        String asText = key.columns().stream()
                .map(column -> Quote.identifier(column) + "::text")
                .collect(Collectors.joining(", "));
        String downwards = key.columns().stream()
                // Qualified, since the bare name would mean the text in the select list, and sort as text.
                .map(column -> "batch." + Quote.identifier(column) + " DESC")
                .collect(Collectors.joining(", "));
        // Only the row itself knows its ctid, so the rows are read and not only the index: they are warm when the gate
        // closes.
        String sql = """
                SELECT %1$s
                FROM (SELECT %2$s, ctid AS there FROM ONLY %3$s WHERE %4$s ORDER BY %2$s LIMIT %5$d) batch
                WHERE there IS NOT NULL ORDER BY %6$s LIMIT 1
                """.formatted(asText, key.sql(), table.name().sql(), within.condition(table), rows, downwards);
        return Rows.first(leave, sql, row -> texts(row, key.columns().size()))
                .map(upto -> new KeyRange(within.after(), upto));
    }

    private static List<String> texts(ResultSet row, int columns) throws SQLException {
        List<String> texts = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
            texts.add(row.getString(i));
        }
        return texts;
    }
}
