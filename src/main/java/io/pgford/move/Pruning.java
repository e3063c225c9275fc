package io.pgford.move;

import io.pgford.catalog.Column;
import io.pgford.catalog.Table;
import io.pgford.database.Connections;
import io.pgford.database.Rows;
import io.pgford.database.Side;
import io.pgford.problem.Problem;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which tables a move can keep the application's queries from {@code old} for, by key. */
public final class Pruning {
    /** Types whose order is the same on both sides and in all versions. */
    private static final Set<String> ORDERED = Set.of(
            "smallint",
            "integer",
            "bigint",
            "numeric",
            "uuid",
            "date",
            "timestamp without time zone",
            "timestamp with time zone");

    private static final String OWNED = """
            SELECT pg_catalog.pg_has_role(c.relowner, 'USAGE') FROM pg_catalog.pg_class c
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = ? AND c.relname = ?
            """;

    private Pruning() {}

    /**
     * What is to be said of tables that cannot be pruned.
     *
     * @throws Problem where none of them can
     */
    public static List<String> notes(Connections connections, List<Table> tables) {
        List<String> notes = tables.stream()
                .flatMap(table -> obstacle(connections, table)
                        .map(why -> "Queries on " + table.name() + " ask old until it is finished: " + why + ".")
                        .stream())
                .toList();
        if (notes.size() == tables.size()) {
            throw Problem.failed(
                    "There is nothing to prune. " + String.join(" ", notes), "Move without it: leave --prune out");
        }
        return notes;
    }

    /** Why queries on a table cannot be kept from {@code old} by key; empty where they can. */
    private static Optional<String> obstacle(Connections connections, Table table) {
        return obstacle(table).or(() -> {
            List<Boolean> owned = connections.with(
                    Side.OLD,
                    c -> Rows.list(
                            c,
                            OWNED,
                            r -> r.getBoolean(1),
                            table.name().schema(),
                            table.name().name()));
            return owned.equals(List.of(true))
                    ? Optional.empty()
                    : Optional.of("it needs a constraint on old, and the table there belongs to another role");
        });
    }

    static Optional<String> obstacle(Table table) {
        Column column = leading(table);
        String type = column.type().replaceFirst("\\(.*?\\)", "");
        return ORDERED.contains(type)
                ? Optional.empty()
                : Optional.of("the order of its key (" + column.name() + " " + column.type()
                        + ") may not be the same on both sides");
    }

    /** The column that the rows cross in the order of, first of all. */
    static Column leading(Table table) {
        return table.column(table.key().orElseThrow().columns().get(0)).orElseThrow();
    }
}
