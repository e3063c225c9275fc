package io.pgford.shell.names;

import java.util.List;

/**
 * A table, a view, an index or a sequence.
 *
 * @param kind as {@code pg_class.relkind} has it
 * @param visible whether its name alone finds it, by the search path of a new session
 * @param columns their names in order; empty for what has none worth naming
 */
public record Relation(long oid, String schema, String name, char kind, boolean visible, List<String> columns) {
    /** Whether rows can be read from it by its name. */
    public boolean hasRows() {
        return switch (kind) {
            case 'r', 'p', 'v', 'm', 'f' -> true;
            default -> false;
        };
    }

    /** Whether the server brought it along. */
    public boolean isSystem() {
        return schema.equals("pg_catalog") || schema.equals("information_schema");
    }
}
