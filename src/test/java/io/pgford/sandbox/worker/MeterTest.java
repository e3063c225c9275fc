package io.pgford.sandbox.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class MeterTest {
    private final AtomicLong clock = new AtomicLong();
    private final Meter meter = new Meter(clock::get);

    @Test
    void givesPercentilesToOnePercent() {
        for (int millis = 1; millis <= 100; millis++) {
            meter.record(Kind.READ_ONE, TimeUnit.MILLISECONDS.toNanos(millis));
        }
        second();

        Latency all = meter.overall().get(0);
        assertThat(all.operations()).isEqualTo(100);
        assertThat(all.p50Ms()).isCloseTo(50, Percentage.withPercentage(1));
        assertThat(all.p99Ms()).isCloseTo(99, Percentage.withPercentage(1));
        assertThat(all.maxMs()).isCloseTo(100, Percentage.withPercentage(1));
        assertThat(all.rate()).isCloseTo(100, within(0.01));
    }

    @Test
    void forgetsInTheWindowWhatIsTenSecondsAgo() {
        meter.record(Kind.JOIN, TimeUnit.SECONDS.toNanos(3));
        second();
        assertThat(meter.lately().operations()).isEqualTo(1);
        for (int i = 0; i < 10; i++) {
            meter.record(Kind.RENAME, 1_000);
            second();
        }

        assertThat(meter.lately().operations()).isEqualTo(10);
        assertThat(meter.lately().maxMs()).isLessThan(1);
        assertThat(meter.overall())
                .extracting(Latency::what, Latency::operations)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("all", 11L),
                        org.assertj.core.groups.Tuple.tuple("join", 1L),
                        org.assertj.core.groups.Tuple.tuple("rename", 10L));
    }

    @Test
    void hasNoRateBeforeTheFirstSecond() {
        assertThat(meter.lately().rate()).isZero();
        assertThat(meter.overall()).hasSize(1);
    }

    private void second() {
        clock.addAndGet(TimeUnit.SECONDS.toNanos(1));
        meter.tick();
    }
}
