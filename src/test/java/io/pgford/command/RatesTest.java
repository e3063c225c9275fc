package io.pgford.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RatesTest {
    private static final long SECOND = 1_000_000_000;

    private final Rates rates = new Rates();

    @Test
    void knowsNoRateAtTheFirstLook() {
        assertThat(rates.note("a", 10, 0)).isEmpty();
        assertThat(rates.mean("a")).isEmpty();
        assertThat(rates.trend("a").values()).isEmpty();
    }

    @Test
    void tellsTheChangeASecond() {
        rates.note("a", 10, 0);
        assertThat(rates.note("a", 30, 2 * SECOND)).contains(10.0);
        assertThat(rates.note("a", 30, 3 * SECOND)).contains(0.0);
        assertThat(rates.mean("a")).contains(5.0);
        assertThat(rates.trend("a").values()).containsExactly(10.0, 0.0);
    }

    @Test
    void aTrendNeverGoesBelowZero() {
        rates.note("a", 10, 0);
        assertThat(rates.note("a", 0, SECOND)).contains(-10.0);
        assertThat(rates.trend("a").values()).containsExactly(0.0);
    }
}
