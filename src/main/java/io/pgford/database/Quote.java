package io.pgford.database;

/** The only place where names and values become SQL text. */
public final class Quote {
    private Quote() {}

    /**
     * A name as an SQL identifier, always in double quotes, so that no keyword list is needed.
     *
     * @throws IllegalArgumentException for a NUL character, which no PostgreSQL name can hold
     */
    public static String identifier(String name) {
        refuseNul(name);
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /**
     * A value as an SQL string literal that reads the same whatever {@code standard_conforming_strings} says: with a backslash
     * in it, it becomes an {@code E''} literal, as {@code quote_literal} does.
     */
    public static String literal(String value) {
        refuseNul(value);
        String doubled = value.replace("'", "''");
        return value.indexOf('\\') < 0 ? "'" + doubled + "'" : " E'" + doubled.replace("\\", "\\\\") + "'";
    }

    private static void refuseNul(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a NUL character cannot be part of SQL text");
        }
    }
}
