package io.pgford.move;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * How large a batch is and how long the mover rests after it. The batch grows and shrinks so that the gate is closed for about
 * as long as the operator allows; where sessions waited at the gate, the rest keeps the share of time it is closed below
 * {@code duty}.
 */
final class Pace {
    private static final int FIRST_BATCH = 500;
    private static final int SMALLEST_BATCH = 1;
    private static final int LARGEST_BATCH = 50_000;
    private static final double FASTEST_GROWTH = 2;

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
    long after(long moved, double closedMillis, long waiting) {
        if (moved > 0 && closedMillis > 0) {
            double fitting = moved * holdMillis / closedMillis;
            rows = Math.max(SMALLEST_BATCH, Math.min(LARGEST_BATCH, Math.min(rows * FASTEST_GROWTH, fitting)));
        }
        return waiting == 0 ? 0 : (long) Math.ceil(closedMillis * (1 / duty - 1));
    }
}
