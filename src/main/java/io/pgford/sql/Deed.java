package io.pgford.sql;

/**
 * What a statement does to one object, as far as its text tells.
 *
 * @param object what kind of object, such as {@code table}, in lower case
 * @param name as it is written, with its schema if that is written too; empty where none is named
 * @param where whether a WHERE limits it
 */
public record Deed(Kind kind, String object, String name, boolean where) {
    /** What is done. */
    public enum Kind {
        INSERT,
        /** {@code INSERT … ON CONFLICT}. */
        UPSERT,
        UPDATE,
        DELETE,
        MERGE,
        TRUNCATE,
        DROP,
        /** {@code ALTER TABLE … DROP COLUMN}. */
        DROP_COLUMN,
        /** {@code ALTER TABLE} that changes a type, a name, the schema or the inheritance. */
        RESHAPE,
        /** {@code VACUUM FULL} and {@code CLUSTER}: the table is locked while it is written anew. */
        REWRITE
    }

    /** Whether rows are found and changed, so that the planner can tell how many. */
    public boolean changesRows() {
        return kind == Kind.UPDATE || kind == Kind.DELETE || kind == Kind.MERGE;
    }

    /** Whether it can take from a crossing what the mover stands on. */
    public boolean canBreakCrossing() {
        return kind == Kind.TRUNCATE || kind == Kind.DROP || kind == Kind.DROP_COLUMN || kind == Kind.RESHAPE;
    }
}
