package io.pgford.shell.result;

import io.pgford.shell.Console;
import io.pgford.shell.print.Style;

/** Rows go to the console, as they come. */
final class ConsoleOutput implements Output {
    private static final int LOOK_EVERY = 1_000;

    private final Console console;
    private long lines;
    private boolean left;

    ConsoleOutput(Console console) {
        this.console = console;
    }

    @Override
    public void line(String text) {
        console.out().println(text);
        lines++;
        if (!terminal() && lines % LOOK_EVERY == 0) {
            // A pipe whose reader has gone, such as "| head".
            left = console.out().checkError();
        }
    }

    @Override
    public boolean left() {
        return left;
    }

    @Override
    public Style style() {
        return console.style();
    }

    @Override
    public int width() {
        return console.width();
    }

    @Override
    public boolean terminal() {
        return console.terminal();
    }

    @Override
    public String place() {
        return "";
    }

    @Override
    public void close() {
        console.out().flush();
    }
}
