package io.pgford.problem;

/** How a run ends, for whoever called it. The numbers are part of the command language. */
public enum Exit {
    /** Everything asked for was done, or was done already. */
    DONE(0),
    /** A command failed; what it says tells what was changed, usually nothing. */
    FAILED(1),
    /** The words were wrong: an unknown command, option or value. Nothing was run. */
    USAGE(2),
    /** An {@code expect} in a script did not hold. */
    EXPECTATION(3),
    /** Interrupted by the operator. */
    INTERRUPTED(130);

    private final int code;

    Exit(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
