package io.pgford.catalog;

import io.pgford.database.Name;

/**
 * The two empty tables that inherit from a local table, so that locking them keeps readers of it out.
 *
 * <p>Statements lock the children of a table in the order of their OIDs, so {@code outer} must be the lower of the two: else a
 * reader that holds {@code inner} and waits at {@code outer} would deadlock with the transaction that lands rows.
 */
public record Gates(Name table, Name outer, long outerOid, Name inner, long innerOid) {
    /** pgford's schema on {@code new}. */
    public static final String SCHEMA = "pgford";

    /** Whether they are locked in the order that the protocol needs; else {@code inherit} makes them anew. */
    public boolean ordered() {
        return outerOid < innerOid;
    }

    /** The name that the outer gate of the table with this OID has. */
    public static Name outerOf(long tableOid) {
        return new Name(SCHEMA, "outer_" + tableOid);
    }

    /** The name that the inner gate of the table with this OID has. */
    public static Name innerOf(long tableOid) {
        return new Name(SCHEMA, "inner_" + tableOid);
    }
}
