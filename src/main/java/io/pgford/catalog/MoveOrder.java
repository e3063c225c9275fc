package io.pgford.catalog;

import io.pgford.database.Name;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The order in which tables cross: those that refer to others before those that are referred to, so that no row on {@code old}
 * ever loses its parent before it has left itself. Where tables refer to each other in a circle, the first by name goes first.
 */
public final class MoveOrder {
    private MoveOrder() {}

    /** The tables in that order; a table's references to itself play no role. */
    public static List<Table> of(Collection<Table> tables, Collection<ForeignKey> foreignKeys) {
        Set<Name> left = tables.stream().map(Table::name).collect(Collectors.toCollection(TreeSet::new));
        List<Name> order = new ArrayList<>();
        while (!left.isEmpty()) {
            Name next = left.stream()
                    .filter(name -> foreignKeys.stream().noneMatch(k -> refers(k, name, left)))
                    .findFirst()
                    .orElseGet(() -> left.iterator().next());
            order.add(next);
            left.remove(next);
        }
        return tables.stream()
                .sorted(Comparator.comparingInt(t -> order.indexOf(t.name())))
                .toList();
    }

    private static boolean refers(ForeignKey key, Name referenced, Set<Name> left) {
        return key.referencedTable().equals(referenced)
                && !key.table().equals(referenced)
                && left.contains(key.table());
    }
}
