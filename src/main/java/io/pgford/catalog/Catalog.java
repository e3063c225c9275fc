package io.pgford.catalog;

import io.pgford.database.Name;
import io.pgford.database.Side;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What {@code pg_catalog} of one side says about the tables of the application, read at one moment. Schemas of the system,
 * pgford's own, and what belongs to extensions are left out.
 *
 * @param version the server's, as {@code server_version_num}: 130023
 * @param others what is no table, with its kind, see {@link OtherRelations}
 */
public record Catalog(
        Side side,
        int version,
        Map<Name, Table> tables,
        Map<Name, String> others,
        List<ForeignKey> foreignKeys,
        List<Sequence> sequences) {
    public Catalog {
        tables = Map.copyOf(tables);
        others = Map.copyOf(others);
        foreignKeys = List.copyOf(foreignKeys);
        sequences = List.copyOf(sequences);
    }

    static Catalog of(
            Side side,
            int version,
            List<Table> tables,
            Map<Name, String> others,
            List<ForeignKey> foreignKeys,
            List<Sequence> sequences) {
        return new Catalog(
                side,
                version,
                tables.stream().collect(Collectors.toMap(Table::name, Function.identity())),
                others,
                foreignKeys,
                sequences);
    }

    public int major() {
        return version / 10_000;
    }

    public Optional<Table> table(Name name) {
        return Optional.ofNullable(tables.get(name));
    }

    /** The tables in the order of their names. */
    public List<Table> sortedTables() {
        return tables.values().stream()
                .sorted(Comparator.comparing(Table::name))
                .toList();
    }

    /**
     * The table that the operator's word names, see {@link TableWord}.
     *
     * @throws io.pgford.problem.Problem where there is none, naming the nearest, or more than one
     */
    public Table named(String word) {
        return tables.get(TableWord.resolve(word, tables.keySet(), () -> others));
    }
}
