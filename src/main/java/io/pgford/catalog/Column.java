package io.pgford.catalog;

import io.pgford.database.Quote;
import java.util.Optional;

/**
 * A column of a table.
 *
 * @param type with its modifier, schema-qualified where it is not in {@code pg_catalog}
 * @param collation as SQL, where it is not the type's own
 * @param generated the expression it is computed from, where it is a generated column
 * @param stored whether a generated column is kept on disk (PostgreSQL 18 also knows virtual ones)
 * @param identity whether it is an identity column
 */
public record Column(
        String name,
        String type,
        Optional<String> collation,
        boolean notNull,
        Optional<String> generated,
        boolean stored,
        boolean identity) {
    /** The column as a foreign table declares it, so that it can inherit from the local one. */
    public String foreignDefinition() {
        return Quote.identifier(name)
                + ' '
                + type
                + collation.map(c -> " COLLATE " + c).orElse("")
                + generated
                        .map(e -> " GENERATED ALWAYS AS (" + e + ") " + (stored ? "STORED" : "VIRTUAL"))
                        .orElse("")
                + (notNull ? " NOT NULL" : "");
    }
}
