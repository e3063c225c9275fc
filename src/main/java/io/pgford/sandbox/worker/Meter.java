package io.pgford.sandbox.worker;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** Measures every operation, over the whole run and over its last ten seconds. Its memory does not grow. */
final class Meter {
    private static final int DIGITS = 2;
    private static final int WINDOW = 10;
    private static final String ALL = "all";

    private final LongSupplier nanos;
    private final long begun;
    private final Map<Kind, Recorder> recorders = new EnumMap<>(Kind.class);
    private final Map<Kind, Histogram> totals = new EnumMap<>(Kind.class);
    private final Deque<Slice> window = new ArrayDeque<>();
    private long sliceBegun;

    /** The operations between two ticks. */
    private record Slice(Histogram histogram, double seconds) {}

    Meter() {
        this(System::nanoTime);
    }

    Meter(LongSupplier nanos) {
        this.nanos = nanos;
        begun = nanos.getAsLong();
        sliceBegun = begun;
        for (Kind kind : Kind.values()) {
            recorders.put(kind, new Recorder(DIGITS));
            totals.put(kind, new Histogram(DIGITS));
        }
    }

    void record(Kind kind, long tookNanos) {
        recorders.get(kind).recordValue(Math.max(1, TimeUnit.NANOSECONDS.toMicros(tookNanos)));
    }

    /** To be called once a second: what was recorded since the last time becomes the newest of ten slices. */
    synchronized void tick() {
        long now = nanos.getAsLong();
        Histogram slice = new Histogram(DIGITS);
        recorders.forEach((kind, recorder) -> {
            Histogram interval = recorder.getIntervalHistogram();
            totals.get(kind).add(interval);
            slice.add(interval);
        });
        window.addLast(new Slice(slice, (now - sliceBegun) / 1e9));
        sliceBegun = now;
        if (window.size() > WINDOW) {
            window.removeFirst();
        }
    }

    /** All kinds together, and then each that occurred. */
    synchronized List<Latency> overall() {
        double seconds = (sliceBegun - begun) / 1e9;
        Histogram all = new Histogram(DIGITS);
        List<Latency> kinds = new ArrayList<>();
        totals.forEach((kind, histogram) -> {
            all.add(histogram);
            if (histogram.getTotalCount() > 0) {
                kinds.add(latency(kind.words(), histogram, seconds));
            }
        });
        kinds.add(0, latency(ALL, all, seconds));
        return kinds;
    }

    /** All kinds together, over the last ten ticks. */
    synchronized Latency lately() {
        Histogram all = new Histogram(DIGITS);
        window.forEach(slice -> all.add(slice.histogram()));
        return latency(ALL, all, window.stream().mapToDouble(Slice::seconds).sum());
    }

    private static Latency latency(String what, Histogram histogram, double seconds) {
        return new Latency(
                what,
                histogram.getTotalCount(),
                seconds,
                millis(histogram.getValueAtPercentile(50)),
                millis(histogram.getValueAtPercentile(99)),
                millis(histogram.getMaxValue()));
    }

    private static double millis(long micros) {
        return micros / 1_000.0;
    }
}
