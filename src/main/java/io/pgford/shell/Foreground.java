package io.pgford.shell;

import io.pgford.problem.Problem;
import java.io.IOException;
import java.util.List;

/** Runs programs that have the terminal to themselves until they end, such as an editor. */
public final class Foreground {
    /** What a shell says of a program that Ctrl-C has ended. */
    private static final int INTERRUPTED = 130;

    private final Interrupt interrupt;

    public Foreground(Interrupt interrupt) {
        this.interrupt = interrupt;
    }

    /**
     * Runs one. Ctrl-C is its own meanwhile: it may be an editor, or a shell.
     *
     * @return its exit code
     * @throws IOException where it cannot be started
     */
    public int run(List<String> command) throws IOException {
        try {
            int exit = new ProcessBuilder(command).inheritIO().start().waitFor();
            if (exit == INTERRUPTED) {
                interrupt.awaitPress();
            }
            return exit;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.interrupted("Interrupted", "");
        }
    }
}
