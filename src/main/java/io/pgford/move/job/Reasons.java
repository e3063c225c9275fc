package io.pgford.move.job;

import io.pgford.move.Holder;
import io.pgford.move.MoveListener;
import io.pgford.move.MoveSettings;
import io.pgford.move.Rate;
import io.pgford.move.Rest;
import io.pgford.move.Steering;
import java.util.List;
import java.util.Locale;

/** Why a job is slow: what its time goes to when it does not go to rows. */
final class Reasons {
    private static final long SLICE_MILLIS = 100;
    private static final double WORTH_SAYING = 0.3;
    private static final double WIDE_ROW_BYTES = 8_192;
    private static final long FRESH_NANOS = 300_000_000L;
    private static final long LENGTH_NANOS = 10_000_000_000L;

    private final Steering steering;
    private final long began = System.nanoTime();
    private String blocker = "";
    private String trouble = "";
    private double duty;
    private double rate;
    private long restedAt = began - FRESH_NANOS;

    Reasons(Steering steering) {
        this.steering = steering;
    }

    Window.Batch crossed(MoveListener.Crossed batch, long at) {
        Window.Batch seen = new Window.Batch(
                at, batch.rows(), batch.bytes(), batch.gateClosedMillis(), batch.gateWaitMillis(), duty, rate);
        duty = 0;
        rate = 0;
        blocker = "";
        trouble = "";
        return seen;
    }

    void resting(Rest rest, long at) {
        long slice = Math.min(SLICE_MILLIS, rest.millis());
        if (rest.why() == Rest.Why.DUTY) {
            duty += slice;
        } else {
            rate += slice;
        }
        if (rest.millis() >= SLICE_MILLIS) {
            restedAt = at;
        }
    }

    void blocked(List<Holder> holders) {
        blocker = holders.isEmpty()
                ? "waiting at the gate"
                : "waiting at the gate for pid " + holders.get(0).pid() + ", "
                        + holders.get(0).seconds() + " s";
    }

    void trouble(String what) {
        trouble = what.lines().findFirst().orElse("");
    }

    JobState state(long now) {
        if (!trouble.isEmpty()) {
            return JobState.HEALING;
        } else if (!blocker.isEmpty()) {
            return JobState.WAITING;
        }
        return now - restedAt < FRESH_NANOS ? JobState.RESTING : JobState.MOVING;
    }

    /** In a few words; empty where nothing holds it up. */
    String why(long now, Window window, double gateP50) {
        if (!trouble.isEmpty()) {
            return trouble;
        } else if (!blocker.isEmpty()) {
            return blocker;
        }
        MoveSettings settings = steering.settings();
        Window.Batch sum = window.sum();
        double span = Math.max(1, Math.min(LENGTH_NANOS, now - began) / 1e6);
        if (sum.rate() + rate > WORTH_SAYING * span) {
            return "limited by --rate " + settings.rate().map(Rate::toString).orElse("");
        } else if (sum.duty() + duty > WORTH_SAYING * span) {
            return "resting, sessions wait: --duty " + settings.duty();
        } else if (sum.gateWait() > WORTH_SAYING * span) {
            return "waiting for statements to leave the gate";
        } else if (sum.rows() > 0 && gateP50 > 2 * settings.hold().toMillis()) {
            double bytes = (double) sum.bytes() / sum.rows();
            long rows = Math.max(1, sum.rows() / window.size());
            return bytes > WIDE_ROW_BYTES
                    ? String.format(Locale.ROOT, "wide rows: %,.0f kB each", bytes / 1_000)
                    : String.format(Locale.ROOT, "%,d rows take %.0f ms: disk, network?", rows, gateP50);
        }
        return "";
    }
}
