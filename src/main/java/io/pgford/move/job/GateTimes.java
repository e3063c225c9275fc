package io.pgford.move.job;

import java.util.Arrays;

/** How long the gate was closed for each of the last batches. */
final class GateTimes {
    private static final int SAMPLES = 4_096;

    /** Grows with need: there may be a thousand tables. */
    private double[] millis = new double[16];

    private long batches;

    void add(double closedMillis) {
        int at = (int) (batches % SAMPLES);
        if (at == millis.length) {
            millis = Arrays.copyOf(millis, 2 * at);
        }
        millis[at] = closedMillis;
        batches++;
    }

    long batches() {
        return batches;
    }

    /** Milliseconds, to a tenth; 0 before the first batch. */
    double percentile(double share) {
        int count = (int) Math.min(batches, SAMPLES);
        if (count == 0) {
            return 0;
        }
        double[] sorted = Arrays.copyOf(millis, count);
        Arrays.sort(sorted);
        return Math.round(sorted[(int) Math.min(count - 1, Math.floor(share * count))] * 10) / 10.0;
    }
}
