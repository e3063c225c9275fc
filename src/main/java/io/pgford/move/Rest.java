package io.pgford.move;

/**
 * A rest between two batches.
 *
 * @param millis what is left of it; 0 where there is none
 */
public record Rest(long millis, Why why) {
    /** What it is good for. */
    public enum Why {
        /** Sessions of the application waited at the gate: {@code --duty}. */
        DUTY,
        /** {@code --rate}. */
        RATE
    }
}
