package io.pgford.catalog;

import io.pgford.database.Name;
import java.util.Comparator;

/**
 * Which object of a schema is meant, the same on both sides.
 *
 * @param kind in plain words: {@code table}, {@code foreign key}, {@code privileges}
 * @param name as people read it: {@code child}, {@code child.parent_id}, {@code child_pkey on child}
 * @param within the relation that it is a part of; empty for what stands for itself
 */
public record SchemaObject(String kind, String name, String within) implements Comparable<SchemaObject> {
    /** The kind of foreign keys, which pgford itself takes away and brings back. */
    public static final String FOREIGN_KEY = "foreign key";

    private static final Comparator<SchemaObject> ORDER =
            Comparator.comparing(SchemaObject::kind).thenComparing(SchemaObject::name);

    /** A foreign key by its own name and its table's. */
    public static SchemaObject foreignKey(String constraint, Name table) {
        return new SchemaObject(FOREIGN_KEY, on(constraint, table), table.shown());
    }

    /** Something that has its name within a relation only, such as a constraint or a trigger. */
    static String on(String part, Name relation) {
        return Name.shownPart(part) + " on " + relation.shown();
    }

    @Override
    public int compareTo(SchemaObject other) {
        return ORDER.compare(this, other);
    }
}
