package io.pgford.catalog;

import java.util.ArrayList;
import java.util.List;

/** Why a table cannot cross, as far as {@code old}'s catalog tells. */
final class Obstacles {
    private Obstacles() {}

    static List<String> of(Table table) {
        List<String> reasons = new ArrayList<>();
        if (table.kind() == 'p') {
            reasons.add("it is partitioned, and a partitioned table can be no inheritance parent");
        }
        if (table.partition()) {
            reasons.add("it is a partition, and a partition can be no inheritance parent");
        } else if (table.parents()) {
            reasons.add("it inherits from another table");
        }
        if (table.children()) {
            reasons.add("other tables inherit from it");
        }
        if (table.key().isEmpty()) {
            reasons.add("it has no usable key (a primary key, or a unique index over columns that are all not null),"
                    + " without which an interrupted batch could not be healed");
        }
        return reasons;
    }
}
