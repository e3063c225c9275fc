package io.pgford.move;

import io.pgford.catalog.Column;
import io.pgford.catalog.Key;
import io.pgford.catalog.Table;
import io.pgford.database.Quote;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The rows of one batch: those with a key above {@code after} and up to {@code upto}, in the order of {@code old}. Keys are held
 * as text, one value for each column of the key.
 *
 * @param after empty for "from the lowest"
 * @param upto empty for "to the highest"
 */
record KeyRange(List<String> after, List<String> upto) {
    KeyRange {
        after = List.copyOf(after);
        upto = List.copyOf(upto);
    }

    /** From a key to the end of the table. */
    static KeyRange above(List<String> after) {
        return new KeyRange(after, List.of());
    }

    /** As an SQL condition over the table's key. */
    String condition(Table table) {
        Key key = table.key().orElseThrow();
        List<String> conditions = new ArrayList<>();
        if (!after.isEmpty()) {
            conditions.add("(" + key.sql() + ") > (" + values(table, key, after) + ")");
        }
        if (!upto.isEmpty()) {
            conditions.add("(" + key.sql() + ") <= (" + values(table, key, upto) + ")");
        }
        return conditions.isEmpty() ? "true" : String.join(" AND ", conditions);
    }

    private static String values(Table table, Key key, List<String> texts) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            String type = table.column(key.columns().get(i)).map(Column::type).orElseThrow();
            values.add(Quote.literal(texts.get(i)) + "::" + type);
        }
        return values.stream().collect(Collectors.joining(", "));
    }
}
