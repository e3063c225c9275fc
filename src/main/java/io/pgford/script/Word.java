package io.pgford.script;

/**
 * A word of a command line.
 *
 * @param raw as it stands, with its quotes
 * @param text without them
 * @param start offset of its first character in the line
 */
public record Word(String raw, String text, int start) {

    /** The word read as an SQL name: single quotes are the command line's, double quotes are SQL's and stay. */
    public String sqlName() {
        return raw.startsWith("'") ? text : raw;
    }
}
