package io.pgford.catalog;

import io.pgford.database.Name;

/**
 * The constraint of {@code move --prune}: on a foreign table, where the planner believes it, and on the table on {@code old} behind
 * it, which enforces it.
 */
public final class Watermarks {
    /** Its name on both sides. */
    public static final String CONSTRAINT = "pgford_crossed";

    private Watermarks() {}

    /** Whether a table of the application has it. */
    public static boolean on(Table table) {
        return table.checks().stream().anyMatch(check -> check.name().equals(CONSTRAINT));
    }

    /** The statement that takes it from a table on {@code old}. Not before nothing on {@code new} believes in it. */
    public static String lift(Name table) {
        return "ALTER TABLE ONLY " + table.sql() + " DROP CONSTRAINT IF EXISTS " + CONSTRAINT;
    }
}
