package io.pgford.move.job;

import java.util.ArrayDeque;
import java.util.Deque;

/** What happened in the last seconds: rows that crossed, and what the time went to. */
final class Window {
    private static final long LENGTH_NANOS = 10_000_000_000L;

    private final Deque<Batch> batches = new ArrayDeque<>();
    private final long began;

    Window(long began) {
        this.began = began;
    }

    /** One batch; the times are milliseconds. */
    record Batch(long at, long rows, long bytes, double closed, double gateWait, double duty, double rate) {}

    void add(Batch batch) {
        batches.addLast(batch);
        forget(batch.at());
    }

    private void forget(long now) {
        while (!batches.isEmpty() && now - batches.getFirst().at() > LENGTH_NANOS) {
            batches.removeFirst();
        }
    }

    double rowsPerSecond(long now) {
        forget(now);
        double seconds = Math.min(LENGTH_NANOS, Math.max(now - began, 1_000_000)) / 1e9;
        return batches.stream().mapToLong(Batch::rows).sum() / seconds;
    }

    /** Milliseconds of all that the window holds. */
    Batch sum() {
        Batch sum = new Batch(0, 0, 0, 0, 0, 0, 0);
        for (Batch b : batches) {
            sum = new Batch(
                    0,
                    sum.rows + b.rows,
                    sum.bytes + b.bytes,
                    sum.closed + b.closed,
                    sum.gateWait + b.gateWait,
                    sum.duty + b.duty,
                    sum.rate + b.rate);
        }
        return sum;
    }

    int size() {
        return batches.size();
    }
}
