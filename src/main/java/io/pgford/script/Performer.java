package io.pgford.script;

/** Runs what a script says: the shell. Problems are outcomes, not thrown. */
public interface Performer {
    /** Runs it and shows what comes, as if it had been typed. */
    Outcome perform(Action action);

    /** Runs it and shows nothing: the caller judges the outcome. */
    Outcome probe(Action action);

    /** A word of a script with its variables filled in. */
    default String fill(String word) {
        return word;
    }
}
