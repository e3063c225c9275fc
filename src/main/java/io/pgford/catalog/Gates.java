package io.pgford.catalog;

import io.pgford.database.Name;
import java.util.Set;

/**
 * Two empty tables that inherit from local tables, so that locking them keeps readers of these out.
 *
 * <p>Statements lock the children of a table in the order of their OIDs, so {@code outer} must be the lower of the two: else a
 * reader that holds {@code inner} and waits at {@code outer} would deadlock with the transaction that lands rows.
 *
 * @param tables those that it guards
 * @param shared whether it was made for as many tables as possible. A transaction that has read one of them holds the gate
 *     already when it comes to the next, and so never waits for a mover that waits for it
 */
public record Gates(Name outer, long outerOid, Name inner, long innerOid, Set<Name> tables, boolean shared) {
    /** pgford's schema on {@code new}. */
    public static final String SCHEMA = "pgford";

    /** How the names of shared gates go on after {@code outer_} and {@code inner_}. */
    static final String SHARED = "all_";

    public Gates {
        tables = Set.copyOf(tables);
    }

    /** Whether they are locked in the order that the protocol needs; else {@code inherit} makes them anew. */
    public boolean ordered() {
        return outerOid < innerOid;
    }

    /** Gates that are still to be made for one table only. */
    public static Gates own(Name table, long tableOid) {
        return planned(Long.toString(tableOid), Set.of(table), false);
    }

    /** Gates that are still to be made for some tables. */
    public static Gates shared(int number, Set<Name> tables) {
        return planned(SHARED + number, tables, true);
    }

    private static Gates planned(String name, Set<Name> tables, boolean shared) {
        return new Gates(new Name(SCHEMA, "outer_" + name), 0, new Name(SCHEMA, "inner_" + name), 0, tables, shared);
    }
}
