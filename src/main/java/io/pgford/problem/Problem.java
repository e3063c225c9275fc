package io.pgford.problem;

/**
 * Something the operator has to know: what was wrong, and what to do next. Shown as two short paragraphs, never as a stack
 * trace.
 */
public final class Problem extends RuntimeException {
    private final String next;
    private final Exit exit;

    private Problem(Exit exit, String what, String next, Throwable cause) {
        super(what, cause);
        this.exit = exit;
        this.next = next;
    }

    /** A command that could not do what was asked. */
    public static Problem failed(String what, String next) {
        return new Problem(Exit.FAILED, what, next, null);
    }

    /** As {@link #failed(String, String)}, with the error behind it, which {@code --debug} shows. */
    public static Problem failed(String what, String next, Throwable cause) {
        return new Problem(Exit.FAILED, what, next, cause);
    }

    /** Words that pgford does not understand. */
    public static Problem usage(String what, String next) {
        return new Problem(Exit.USAGE, what, next, null);
    }

    /** An expectation of a script that did not hold. */
    public static Problem expectation(String what, String next) {
        return new Problem(Exit.EXPECTATION, what, next, null);
    }

    /** The operator interrupted it. */
    public static Problem interrupted(String what, String next) {
        return new Problem(Exit.INTERRUPTED, what, next, null);
    }

    /** The same problem, with a line about where it came up. */
    public Problem at(String where) {
        return new Problem(exit, what() + "\n" + where, next, this);
    }

    /** What was wrong, in one sentence or a few lines. */
    public String what() {
        return getMessage();
    }

    /** What to do next; may be empty. */
    public String next() {
        return next;
    }

    public Exit exit() {
        return exit;
    }
}
