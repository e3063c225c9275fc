package io.pgford.shell;

import io.pgford.database.Secret;
import io.pgford.shell.print.Style;
import java.io.PrintWriter;
import java.util.Optional;

/** Where a run writes, and whom it can ask. */
public interface Console {
    /** For what was asked for. */
    PrintWriter out();

    /** For problems and progress. */
    PrintWriter err();

    Style style();

    /** Columns of the terminal; 0 where there is none and lines may have any length. */
    int width();

    /** Lines of the terminal; 0 where there is none. */
    default int height() {
        return 0;
    }

    /** Whether a terminal shows what is written, so that no control character of the data may reach it. */
    boolean terminal();

    /** Whether somebody sits at a terminal. */
    boolean interactive();

    /** Shows a line in place of the last one shown so; an empty one takes it away. */
    void progress(String line);

    /** Asks for a line of text. Empty where nobody can be asked, or nobody answers. */
    Optional<String> ask(String question);

    /** Asks for a password without showing it. */
    Optional<Secret> askSecret(String question);
}
