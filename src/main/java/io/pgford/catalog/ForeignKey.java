package io.pgford.catalog;

import io.pgford.database.Name;
import java.util.List;

/**
 * A foreign key: one that the catalog declares, or one that {@code fk off} keeps in {@code pgford.foreign_key}.
 *
 * @param columns in the order of the constraint, as are the referenced ones
 * @param definition as {@code pg_get_constraintdef} gives it
 * @param validated whether all rows were checked once
 */
public record ForeignKey(
        Name table,
        String name,
        List<String> columns,
        Name referencedTable,
        List<String> referencedColumns,
        Match match,
        String definition,
        boolean validated) {

    /** What nulls mean ({@code confmatchtype}; manual, "CREATE TABLE"). */
    public enum Match {
        /** One null column, and the row refers to nothing. */
        SIMPLE,
        /** All columns are null or none. */
        FULL;

        static Match of(String code) {
            return code.equals("f") ? FULL : SIMPLE;
        }
    }

    public ForeignKey {
        columns = List.copyOf(columns);
        referencedColumns = List.copyOf(referencedColumns);
    }

    /** As people read it: {@code child_parent_fkey on child}. */
    public String shown() {
        return SchemaObject.on(name, table);
    }
}
