package io.pgford.shell;

import io.pgford.database.Secret;
import io.pgford.shell.print.Style;
import java.io.PrintWriter;
import java.util.Optional;

/**
 * A console that nobody sits at: pipes, files, tests. Nobody can be asked.
 *
 * @param terminal whether somebody may look on all the same: the input is none, but the output goes to a terminal
 */
public record PlainConsole(PrintWriter out, PrintWriter err, boolean terminal) implements Console {
    /** Without a terminal at either end. */
    public PlainConsole(PrintWriter out, PrintWriter err) {
        this(out, err, false);
    }

    @Override
    public Style style() {
        return Style.PLAIN;
    }

    @Override
    public int width() {
        return 0;
    }

    @Override
    public boolean interactive() {
        return false;
    }

    @Override
    public void progress(String line) {
        // Not kept, and there is no place to show it.
    }

    @Override
    public Optional<String> ask(String question) {
        return Optional.empty();
    }

    @Override
    public Optional<Secret> askSecret(String question) {
        return Optional.empty();
    }
}
