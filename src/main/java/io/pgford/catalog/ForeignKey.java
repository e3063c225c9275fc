package io.pgford.catalog;

import io.pgford.database.Name;
import java.util.List;

/**
 * A foreign key.
 *
 * @param definition as {@code pg_get_constraintdef} gives it, with schema-qualified names
 * @param matchType {@code s} simple, {@code f} full, as {@code pg_constraint.confmatchtype}
 * @param validated false for one that was added {@code NOT VALID} and never validated
 */
public record ForeignKey(
        Name table,
        String name,
        List<String> columns,
        Name referenced,
        List<String> referencedColumns,
        String definition,
        char matchType,
        boolean validated) {
    public ForeignKey {
        columns = List.copyOf(columns);
        referencedColumns = List.copyOf(referencedColumns);
    }
}
