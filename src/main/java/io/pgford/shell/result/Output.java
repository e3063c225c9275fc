package io.pgford.shell.result;

import io.pgford.shell.print.Style;

/** Where the rows of a statement go. */
public interface Output extends AutoCloseable {
    /** Writes a line. */
    void line(String text);

    /** Whether nobody reads on: a pager was left, a program ended. */
    boolean left();

    Style style();

    /** Columns of the terminal; 0 where lines may have any length. */
    int width();

    /** Whether a terminal shows it. */
    boolean terminal();

    /** Where it went, for the message behind it; empty for the console. */
    String place();

    /** Brings what was written to its reader, and waits until a pager is left. */
    @Override
    void close();
}
