package io.pgford.move;

/**
 * How much crosses at once and how long the mover rests. A range grows and shrinks so that nobody waits longer for it than the
 * operator allows. Where nobody waited, ranges are a third of that, and many of them cross behind the same closed gates: whoever
 * comes then waits for the one that is landing and the one that is already leaving. Where sessions waited at the gate, a batch is
 * one range, and the rest after it keeps the share of time it is closed below {@code duty}. The settings can change at any time.
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

    private final Steering steering;
    private double rows = FIRST_ROWS;
    private double rowMillis;
    private double leastRows = 1;
    private double bytesPerRow = ROW_BYTES;
    private double otherMillis;
    private boolean attended;
    private double openHolds;

    Pace(Steering steering) {
        this.steering = steering;
    }

    /** Rows in the next range. */
    int rows() {
        return steering.settings()
                .batch()
                .orElseGet(() -> Math.min((int) rows, steering.limit().rows(bytesPerRow)));
    }

    /** How to go about closing the gate for the next batch. */
    Patience patience() {
        return new Patience(steering.settings().duty());
    }

    /** How often to look whether somebody waits, in milliseconds. */
    long watchMillis() {
        return (long) Math.max(2, Math.min(holdMillis() / 5, 100));
    }

    /** Notes how long the next batch may cross with open gates, in times of {@code --hold}; 0 where it crosses behind closed ones. */
    void opens(double holds) {
        this.openHolds = holds;
    }

    /** Whether a batch that has been under way for so long may take another range. */
    boolean goesOn(double millis) {
        MoveSettings settings = steering.settings();
        double holds = openHolds > 0 ? openHolds : attended ? 0 : UNATTENDED_HOLDS;
        return settings.batch().isEmpty() && settings.rate().isEmpty() && millis < holds * holdMillis();
    }

    /** Learns from a range. */
    void landed(long count, long bytes, double millis) {
        if (count > 0) {
            rowMillis = millis / count;
            bytesPerRow = (double) bytes / count;
            leastRows = Math.max(1, LEAST_BYTES / (ROW_BYTES + bytesPerRow));
            fit();
        }
    }

    /**
     * Learns from a batch; returns the milliseconds to rest now because sessions waited.
     *
     * @param commitMillis how long the gate was closed for other things than rows
     * @param waitedMillis how long anybody can have waited; 0 where nobody did
     */
    long after(CopyPump.Pumped batch, double commitMillis, double waitedMillis) {
        otherMillis = commitMillis;
        attended = waitedMillis > 0;
        fit();
        steering.limit().took(batch.rows(), batch.bytes());
        return (long) Math.ceil(waitedMillis * (1 / steering.settings().duty() - 1));
    }

    /** Somebody waited, and the batch was rolled back for him. */
    void disturbed() {
        attended = true;
        fit();
    }

    private void fit() {
        // Where the commits alone take longer than the gate should be closed, nothing is won by having them for no
        // rows.
        double millis = Math.max((holdMillis() - otherMillis) / rangesToWaitFor(), otherMillis / 2);
        double fitting = rowMillis > 0 ? millis / rowMillis : rows;
        rows = Math.min(MOST_ROWS, Math.max(leastRows, Math.min(rows * FASTEST_GROWTH, fitting)));
    }

    /** With open gates only who wants one of these very rows waits, and fewer may come the longer nobody has. */
    private double rangesToWaitFor() {
        if (openHolds > 0) {
            return Math.max(1, Math.min(RANGES_TO_WAIT_FOR, UNATTENDED_HOLDS / openHolds));
        }
        return attended ? 1 : RANGES_TO_WAIT_FOR;
    }

    private double holdMillis() {
        return steering.settings().hold().toNanos() / 1e6;
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
