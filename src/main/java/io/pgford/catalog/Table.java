package io.pgford.catalog;

import io.pgford.database.Name;
import io.pgford.database.Quote;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A table as the catalog describes it.
 *
 * @param kind {@code r} ordinary or {@code p} partitioned, as {@code pg_class.relkind}
 * @param partition whether it is a partition of another
 * @param parents whether it inherits from another table
 * @param children whether other tables, pgford's own apart, inherit from it
 * @param estimatedRows {@code pg_class.reltuples}; negative where the table was never analysed
 * @param checks its own and inherited ones
 */
public record Table(
        long oid,
        Name name,
        char kind,
        boolean partition,
        boolean parents,
        boolean children,
        double estimatedRows,
        List<Column> columns,
        List<Check> checks,
        Optional<Key> key) {
    public Table {
        columns = List.copyOf(columns);
        checks = List.copyOf(checks);
    }

    /** The columns that carry data of their own: all but the generated ones, which {@code COPY FROM} refuses. */
    public List<Column> dataColumns() {
        return columns.stream().filter(c -> c.generated().isEmpty()).toList();
    }

    /** {@link #dataColumns()} as an SQL list. */
    public String dataColumnList() {
        return dataColumns().stream().map(c -> Quote.identifier(c.name())).collect(Collectors.joining(", "));
    }

    /** The same, of a table that a statement calls by another name. */
    public String dataColumnList(String alias) {
        return dataColumns().stream()
                .map(c -> alias + "." + Quote.identifier(c.name()))
                .collect(Collectors.joining(", "));
    }

    public Optional<Column> column(String columnName) {
        return columns.stream().filter(c -> c.name().equals(columnName)).findFirst();
    }
}
