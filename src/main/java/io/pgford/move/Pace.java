package io.pgford.move;

/**
 * How large a batch is and how long the mover rests after it. The batch grows and shrinks so that the gate is closed for about
 * as long as the operator allows; where sessions waited at the gate, the rest keeps the share of time it is closed below
 * {@code duty}. The settings can change at any time.
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

    private final Steering steering;
    private double rows = FIRST_BATCH;
    private double bytesPerRow = ROW_BYTES;

    Pace(Steering steering) {
        this.steering = steering;
    }

    /** Rows in the next batch. */
    int rows() {
        return steering.settings()
                .batch()
                .orElseGet(() -> Math.min((int) rows, steering.limit().rows(bytesPerRow)));
    }

    /** How to go about closing the gate for the next batch. */
    Patience patience() {
        return new Patience(steering.settings().duty());
    }

    /** Learns from a batch; returns the milliseconds to rest now because sessions waited. */
    long after(CopyPump.Pumped batch, double closedMillis, long waiting) {
        MoveSettings settings = steering.settings();
        if (batch.rows() > 0 && closedMillis > 0) {
            bytesPerRow = (double) batch.bytes() / batch.rows();
            double fitting = batch.rows() * (settings.hold().toNanos() / 1e6) / closedMillis;
            double least = Math.max(1, LEAST_BYTES / (ROW_BYTES + bytesPerRow));
            rows = Math.min(LARGEST_BATCH, Math.max(least, Math.min(rows * FASTEST_GROWTH, fitting)));
        }
        steering.limit().took(batch.rows(), batch.bytes());
        return waiting == 0 ? 0 : (long) Math.ceil(closedMillis * (1 / settings.duty() - 1));
    }

    /**
     * What is left of the rest.
     *
     * @param dutyMillis what is left of the rest because sessions waited; may be below zero
     */
    Rest rest(long dutyMillis) {
        long rateMillis = steering.limit().millis();
        return rateMillis > dutyMillis
                ? new Rest(rateMillis, Rest.Why.RATE)
                : new Rest(Math.max(0, dutyMillis), Rest.Why.DUTY);
    }
}
