package io.pgford.shell.result;

import io.pgford.shell.Console;
import io.pgford.shell.TerminalConsole;
import io.pgford.shell.Terminals;
import java.util.Optional;

/** Where results go: the console, through a pager or not, or what {@code \o} named. */
public final class Outputs implements AutoCloseable {
    private final Console main;
    private final Optional<PagerProgram> pager;
    private Optional<StreamOutput> elsewhere = Optional.empty();

    public Outputs(Console main) {
        this.main = main;
        this.pager = PagerProgram.of(System.getenv());
    }

    /**
     * For one result; whoever opens it closes it.
     *
     * @param console what {@code \o} named, and the pager, are only for the one that somebody looks at
     */
    public synchronized Output open(Console console, View view) {
        if (console == main && elsewhere.isPresent()) {
            return new Shared(elsewhere.get());
        }
        return openBesides(console, view);
    }

    /** For what is no result, such as help: never where {@code \o} points. */
    public Output openBesides(Console console, View view) {
        if (console == main && console instanceof TerminalConsole terminal && pages(terminal, view)) {
            return new PagedOutput(terminal, pager.orElseThrow(), view.pager() == View.Pager.ALWAYS);
        }
        return new ConsoleOutput(console);
    }

    private boolean pages(TerminalConsole console, View view) {
        return pager.isPresent() && view.pager() != View.Pager.OFF && !Terminals.isDumb(console.device());
    }

    /**
     * From now on results go there.
     *
     * @param place a file, or {@code |} and a command; empty for the console again
     */
    public synchronized void redirect(Optional<String> place) {
        close();
        elsewhere = place.map(StreamOutput::open);
    }

    @Override
    public synchronized void close() {
        Optional<StreamOutput> before = elsewhere;
        elsewhere = Optional.empty();
        before.ifPresent(StreamOutput::close);
    }

    /** Stays open from one result to the next. */
    private record Shared(StreamOutput stream) implements Output {
        @Override
        public void line(String text) {
            stream.line(text);
        }

        @Override
        public boolean left() {
            return stream.left();
        }

        @Override
        public io.pgford.shell.print.Style style() {
            return stream.style();
        }

        @Override
        public int width() {
            return 0;
        }

        @Override
        public boolean terminal() {
            return false;
        }

        @Override
        public String place() {
            return stream.place();
        }

        @Override
        public void close() {
            // Until \o names another place.
        }
    }
}
