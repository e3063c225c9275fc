package io.pgford.move;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * How large a batch is and how long the mover rests after it. The batch grows and shrinks so that the gate is closed for about
 * as long as the operator allows; where sessions waited at the gate, the rest keeps the share of time it is closed below
 * {@code duty}.
 */
final class Pace {
    /** Small, since nothing is known of how wide the rows are. */
    private static final int FIRST_BATCH = 200;

    private static final int LARGEST_BATCH = 50_000;
    private static final double FASTEST_GROWTH = 2;

    /**
     * A batch of fewer bytes costs what its round trips and commits cost: where these alone take longer than the gate should
     * be closed, a yet smaller batch would close it as long for less.
     */
    private static final double LEAST_BYTES = 64 * 1024;

    /** What a row costs besides its own bytes, as if it were so many more: its header and its place in the indexes. */
    private static final double ROW_BYTES = 100;

    private final OptionalInt fixed;
    private final double holdMillis;
    private final double duty;
    private double rows = FIRST_BATCH;

    /**
     * A pace.
     *
     * @param fixed a batch size that stays as it is
     * @param hold the time for which the gate should be closed at most
     * @param duty the share of time it may be closed while others wait, above 0 and up to 1
     */
    Pace(OptionalInt fixed, Duration hold, double duty) {
        this.fixed = fixed;
        this.holdMillis = hold.toNanos() / 1e6;
        this.duty = duty;
    }

    /** Rows in the next batch. */
    int rows() {
        return fixed.orElse((int) rows);
    }

    /** How to go about closing the gate for the next batch. */
    Patience patience() {
        return new Patience(duty);
    }

    /** Learns from a batch; returns the milliseconds to rest now. */
    long after(CopyPump.Pumped batch, double closedMillis, long waiting) {
        if (batch.rows() > 0 && closedMillis > 0) {
            double fitting = batch.rows() * holdMillis / closedMillis;
            double least = Math.max(1, LEAST_BYTES / (ROW_BYTES + (double) batch.bytes() / batch.rows()));
            rows = Math.min(LARGEST_BATCH, Math.max(least, Math.min(rows * FASTEST_GROWTH, fitting)));
        }
        return waiting == 0 ? 0 : (long) Math.ceil(closedMillis * (1 / duty - 1));
    }
}
