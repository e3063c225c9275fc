package io.pgford.move;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgford.problem.Problem;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RateTest {
    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5);
    private final RateLimit limit = new RateLimit(clock::get);

    @ParameterizedTest
    @CsvSource({
        "5000, 5000/s",
        "5000/s, 5000/s",
        "5k/s, 5000/s",
        "20MB/s, 20000000B/s",
        "1.5kB, 1500B/s",
        "0.5/s, 0.500000/s",
        "100rows/s, 100/s"
    })
    void isReadAndCanBeTypedAgain(String text, String shown) {
        assertThat(Rate.of(text)).hasToString(shown);
        assertThat(Rate.of(shown)).isEqualTo(Rate.of(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-5", "fast", "5/m", "5 000", "1e9", "5Gb"})
    void nothingElseIs(String text) {
        assertThatThrownBy(() -> Rate.of(text)).isInstanceOf(Problem.class).hasMessageContaining("--rate");
    }

    @Test
    void eachBatchIsPaidOffAsTimeGoesBy() {
        limit.set(Optional.of(Rate.of("1000/s")));
        limit.took(500, 1);
        assertThat(limit.millis()).isEqualTo(500);
        clock.addAndGet(200_000_000);
        assertThat(limit.millis()).isEqualTo(300);
        limit.took(100, 1);
        assertThat(limit.millis()).isEqualTo(400);
        clock.addAndGet(9_000_000_000L);
        assertThat(limit.millis()).isZero();
        limit.took(600, 1);
        assertThat(limit.millis()).isEqualTo(100);
    }

    @Test
    void theTimeOfABatchCounts() {
        limit.set(Optional.of(Rate.of("1000/s")));
        clock.addAndGet(80_000_000);
        limit.took(100, 1);
        assertThat(limit.millis()).isEqualTo(20);
    }

    @Test
    void anotherRateForgetsWhatWasOwed() {
        limit.set(Optional.of(Rate.of("1/s")));
        limit.took(1_000, 1);
        limit.set(Optional.of(Rate.of("1000/s")));
        assertThat(limit.millis()).isZero();
        limit.set(Optional.empty());
        limit.took(1_000_000, 1);
        assertThat(limit.millis()).isZero();
    }

    @Test
    void aBatchIsNoMoreThanASecondsWorth() {
        assertThat(limit.rows(100)).isEqualTo(Integer.MAX_VALUE);
        limit.set(Optional.of(Rate.of("300/s")));
        assertThat(limit.rows(100)).isEqualTo(300);
        limit.set(Optional.of(Rate.of("1kB/s")));
        assertThat(limit.rows(100)).isEqualTo(10);
        assertThat(limit.rows(1e9)).isEqualTo(1);
    }
}
