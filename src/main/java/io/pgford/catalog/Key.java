package io.pgford.catalog;

import io.pgford.database.Quote;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What tells the rows of a table apart: the primary key, or a unique constraint or index over columns that are all not null,
 * whole (not partial), immediate, and without expressions.
 *
 * @param index the name of the index behind it
 */
public record Key(String index, List<String> columns, boolean primary) {
    public Key {
        columns = List.copyOf(columns);
    }

    /** The columns as an SQL list. */
    public String sql() {
        return columns.stream().map(Quote::identifier).collect(Collectors.joining(", "));
    }
}
