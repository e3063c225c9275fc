package io.pgford.move;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * How much crosses at once and how long the mover rests. A range grows and shrinks so that nobody waits longer for it than the
 * operator allows. Where nobody waited, ranges are a third of that, and many of them cross behind the same closed gates: whoever
 * comes then waits for the one that is landing and the one that is already leaving. Where sessions waited at the gate, a batch is
 * one range, and the rest after it keeps the share of time it is closed below {@code duty}.
 */
final class Pace {
    /** Small, since nothing is known of how wide the rows are. */
    private static final int FIRST_ROWS = 200;

    private static final int MOST_ROWS = 50_000;
    private static final double FASTEST_GROWTH = 2;
    private static final double RANGES_TO_WAIT_FOR = 3;

    /** How much longer gates may be closed while nobody waits: what is lost when a batch dies, and what healing it costs. */
    private static final double UNATTENDED_HOLDS = 20;

    /** A range of fewer bytes costs what its round trips cost: a yet smaller one would be as long under way for less. */
    private static final double LEAST_BYTES = 64 * 1024;

    /** What a row costs besides its own bytes, as if it were so many more: its header and its place in the indexes. */
    private static final double ROW_BYTES = 100;

    private final OptionalInt fixed;
    private final double holdMillis;
    private final double duty;
    private double rows = FIRST_ROWS;
    private double rowMillis;
    private double leastRows = 1;
    private double otherMillis;
    private boolean attended;

    /**
     * A pace.
     *
     * @param fixed a batch size that stays as it is
     * @param hold how long anybody should have to wait at the gate at most
     * @param duty the share of time it may be closed while others wait, above 0 and up to 1
     */
    Pace(OptionalInt fixed, Duration hold, double duty) {
        this.fixed = fixed;
        this.holdMillis = hold.toNanos() / 1e6;
        this.duty = duty;
    }

    /** Rows in the next range. */
    int rows() {
        return fixed.orElse((int) rows);
    }

    /** How to go about closing the gate for the next batch. */
    Patience patience() {
        return new Patience(duty);
    }

    /** How often to look whether somebody waits, in milliseconds. */
    long watchMillis() {
        return (long) Math.max(2, Math.min(holdMillis / 5, 100));
    }

    /** Whether a batch for which the gates have been closed for so long may take another range. */
    boolean goesOn(double closedMillis) {
        return fixed.isEmpty() && !attended && closedMillis < UNATTENDED_HOLDS * holdMillis;
    }

    /** Learns from a range. */
    void landed(long count, long bytes, double millis) {
        if (count > 0) {
            rowMillis = millis / count;
            leastRows = Math.max(1, LEAST_BYTES / (ROW_BYTES + (double) bytes / count));
            fit();
        }
    }

    /**
     * Learns from a batch; returns the milliseconds to rest now.
     *
     * @param landingMillis how much of the time the gate was closed the rows took
     * @param waitedMillis how long somebody waited
     */
    long after(double closedMillis, double landingMillis, double waitedMillis) {
        otherMillis = closedMillis - landingMillis;
        attended = waitedMillis > 0;
        fit();
        return (long) Math.ceil(waitedMillis * (1 / duty - 1));
    }

    private void fit() {
        // Where the commits alone take longer than the gate should be closed, nothing is won by having them for no
        // rows.
        double millis = Math.max((holdMillis - otherMillis) / (attended ? 1 : RANGES_TO_WAIT_FOR), otherMillis / 2);
        double fitting = rowMillis > 0 ? millis / rowMillis : rows;
        rows = Math.min(MOST_ROWS, Math.max(leastRows, Math.min(rows * FASTEST_GROWTH, fitting)));
    }
}
