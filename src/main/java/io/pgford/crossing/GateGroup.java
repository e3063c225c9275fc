package io.pgford.crossing;

import io.pgford.catalog.Check;
import io.pgford.catalog.Column;
import io.pgford.catalog.Table;
import io.pgford.database.Name;
import io.pgford.database.Quote;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tables that one table can inherit from: what two of them call by the same name must be the same in both (CREATE TABLE, "INHERITS").
 */
final class GateGroup {
    /** Below PostgreSQL's limit of 1,600, so that the tables can still get some more. */
    private static final int MOST_COLUMNS = 1_200;

    private final List<Name> tables = new ArrayList<>();
    private final Map<String, String> traits = new HashMap<>();
    private final Map<String, String> checks = new HashMap<>();
    private final Map<String, String> shared = new HashMap<>();
    private boolean full;

    private GateGroup() {}

    /**
     * As few groups as can be found by putting each table into the first that admits it.
     *
     * @param traits of each table's columns by name: what makes them differ for the server
     */
    static List<GateGroup> of(List<Table> tables, Map<Name, Map<String, String>> traits) {
        List<GateGroup> groups = new ArrayList<>();
        for (Table table : tables) {
            Map<String, String> columns = traits.getOrDefault(table.name(), Map.of());
            GateGroup group = groups.stream()
                    .filter(g -> g.admits(table, columns))
                    .findFirst()
                    .orElseGet(() -> {
                        groups.add(new GateGroup());
                        return groups.get(groups.size() - 1);
                    });
            group.add(table, columns);
        }
        return groups;
    }

    private boolean admits(Table table, Map<String, String> columns) {
        Set<String> all = new HashSet<>(traits.keySet());
        all.addAll(columns.keySet());
        return !full
                && !computes(table)
                && all.size() <= MOST_COLUMNS
                && agree(traits, columns)
                && agree(checks, checksOf(table));
    }

    /** Two expressions would have to be compared as the server means them. */
    private static boolean computes(Table table) {
        return table.columns().stream().anyMatch(c -> c.generated().isPresent());
    }

    private static boolean agree(Map<String, String> some, Map<String, String> others) {
        return others.entrySet().stream()
                .allMatch(e -> some.getOrDefault(e.getKey(), e.getValue()).equals(e.getValue()));
    }

    private static Map<String, String> checksOf(Table table) {
        return table.checks().stream()
                .filter(Check::inherited)
                .collect(Collectors.toMap(Check::name, Check::definition));
    }

    private void add(Table table, Map<String, String> columns) {
        for (Column column : table.columns()) {
            if (traits.containsKey(column.name())) {
                shared.put(column.name(), definition(column));
            }
        }
        tables.add(table.name());
        traits.putAll(columns);
        checks.putAll(checksOf(table));
        full = computes(table);
    }

    /** With a default of its own, since those of the parents may differ. */
    private static String definition(Column column) {
        return Quote.identifier(column.name()) + ' ' + column.type()
                + column.collation().map(c -> " COLLATE " + c).orElse("") + " DEFAULT NULL";
    }

    Set<Name> tables() {
        return Set.copyOf(tables);
    }

    /** The statement that makes an empty child of all of them. */
    String child(Name name) {
        return "CREATE TABLE " + name.sql() + " ("
                + shared.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(Map.Entry::getValue)
                        .collect(Collectors.joining(", "))
                + ") INHERITS (" + tables.stream().map(Name::sql).collect(Collectors.joining(", ")) + ")";
    }
}
