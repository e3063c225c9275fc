package io.pgford.check;

import io.pgford.catalog.SchemaObject;
import io.pgford.catalog.SchemaSnapshot;
import java.util.List;

/** What stands in the way of creating one side's objects on the other. */
public final class SchemaConflicts {
    private SchemaConflicts() {}

    /**
     * Objects of one side whose name is taken on the other, sorted: relations, types, routines and the like. Schemas and
     * extensions are no conflict, since they can be shared.
     */
    public static List<String> of(SchemaSnapshot from, SchemaSnapshot to) {
        return from.definitions().keySet().stream()
                .filter(SchemaConflicts::standsForItself)
                .filter(object -> to.definitions().containsKey(object) || isRelationThere(object, from, to))
                .map(object -> object.kind() + " " + object.name())
                .sorted()
                .toList();
    }

    private static boolean standsForItself(SchemaObject object) {
        return object.within().isEmpty()
                && !object.kind().startsWith("privileges")
                && !object.kind().equals("schema")
                && !object.kind().equals("extension");
    }

    /** Tables, views and sequences share one space of names. */
    private static boolean isRelationThere(SchemaObject object, SchemaSnapshot from, SchemaSnapshot to) {
        return from.owners().containsKey(object.name()) && to.owners().containsKey(object.name());
    }
}
