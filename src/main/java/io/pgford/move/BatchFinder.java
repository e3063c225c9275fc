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
        String rowsWithin = "SELECT %1$s, ctid AS there FROM ONLY %2$s WHERE %3$s ORDER BY %1$s"
                .formatted(key.sql(), table.name().sql(), within.condition(table));
        // To pass over the others costs less than to sort them.
        String nth = """
                SELECT %s FROM (%s LIMIT 1 OFFSET %d) batch WHERE there IS NOT NULL
                """.formatted(asText, rowsWithin, rows - 1);
        String last = """
                SELECT %s FROM (%s LIMIT %d) batch WHERE there IS NOT NULL ORDER BY %s LIMIT 1
                """.formatted(asText, rowsWithin, rows, downwards);
        int columns = key.columns().size();
        Optional<List<String>> upto = Rows.first(leave, nth, row -> texts(row, columns));
        if (upto.isEmpty() && rows > 1) {
            upto = Rows.first(leave, last, row -> texts(row, columns));
        }
        return upto.map(found -> new KeyRange(within.after(), found));
    }

    private static List<String> texts(ResultSet row, int columns) throws SQLException {
        List<String> texts = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
            texts.add(row.getString(i));
        }
        return texts;
    }
}
