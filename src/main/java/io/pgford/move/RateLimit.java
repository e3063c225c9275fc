package io.pgford.move;

import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Keeps what crosses below a rate: each batch is owed, and paid off as time goes by, that of its own crossing included. Shared by the movers of
 * one move.
 */
final class RateLimit {
    /** For so long time counts before a batch is owed: as long as one is under way, and not all that the mover stood still. */
    private static final double SECONDS_AHEAD = 0.5;

    private final LongSupplier nanos;
    private Optional<Rate> rate = Optional.empty();
    private double owed;
    private long settled;

    RateLimit(LongSupplier nanos) {
        this.nanos = nanos;
        this.settled = nanos.getAsLong();
    }

    /** Another rate from now on, or none; what was owed under the one before is forgotten. */
    synchronized void set(Optional<Rate> wanted) {
        if (!rate.equals(wanted)) {
            rate = wanted;
            owed = 0;
            settled = nanos.getAsLong();
        }
    }

    /** Notes a batch that has crossed. */
    synchronized void took(long rows, long bytes) {
        settle();
        rate.ifPresent(r -> owed += r.of(rows, bytes));
    }

    /** The milliseconds until the next batch may cross. */
    synchronized long millis() {
        settle();
        return rate.map(r -> (long) Math.ceil(Math.max(0, 1_000 * owed / r.amount())))
                .orElse(0L);
    }

    /** The rows that may cross in a second where each has so many bytes. */
    synchronized int rows(double bytesPerRow) {
        return rate.map(r -> r.amount() / (r.unit() == Rate.Unit.ROWS ? 1 : Math.max(1, bytesPerRow)))
                .map(rows -> (int) Math.max(1, Math.min(Integer.MAX_VALUE, rows)))
                .orElse(Integer.MAX_VALUE);
    }

    private void settle() {
        long now = nanos.getAsLong();
        rate.ifPresent(r -> owed = Math.max(-SECONDS_AHEAD * r.amount(), owed - r.amount() * (now - settled) / 1e9));
        settled = now;
    }
}
