package io.pgford.command;

/**
 * A part of a whole, in a cell of an answer: shown as a bar, and a number in JSON.
 *
 * @param of from 0 to 1
 */
public record Share(double of) {
    public Share {
        of = Math.max(0, Math.min(1, of));
    }

    /** Whole percent, rounded down: 100 only where all of it is there. */
    public int percent() {
        return (int) Math.floor(of * 100);
    }
}
