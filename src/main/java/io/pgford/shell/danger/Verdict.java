package io.pgford.shell.danger;

/**
 * What is to be done before a statement is run.
 *
 * @param what the danger, as a sentence
 * @param word to be typed; empty where yes or no is enough
 * @param breaksCrossing whether a script, too, needs somebody's agreement
 */
record Verdict(Level level, String what, String word, boolean breaksCrossing) {
    static final Verdict HARMLESS = new Verdict(Level.NONE, "", "", false);

    /** What is asked for. */
    enum Level {
        NONE,
        YES,
        WORD
    }

    /** The graver one. */
    Verdict or(Verdict other) {
        return other.level.compareTo(level) > 0 ? other : this;
    }
}
