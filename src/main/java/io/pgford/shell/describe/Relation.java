package io.pgford.shell.describe;

/**
 * A relation that is described.
 *
 * @param kind its {@code relkind}
 * @param kindName as people call it
 * @param shown its name with its schema, quoted where needed
 * @param version the server's major version
 */
record Relation(long oid, char kind, String kindName, String shown, int version, boolean plus) {

    /** Whether it has columns of its own; an index or a sequence has none that matter. */
    boolean hasColumns() {
        return kind != 'S';
    }

    boolean isTable() {
        return kind == 'r' || kind == 'p' || kind == 'f';
    }
}
