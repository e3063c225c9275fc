package io.pgford;

import io.pgford.shell.Start;

/** The program. */
public final class Pgford {
    private Pgford() {}

    /** Runs what the arguments ask for, and ends with the exit code of {@link io.pgford.problem.Exit}. */
    public static void main(String[] args) {
        System.exit(Start.run(args).code());
    }
}
