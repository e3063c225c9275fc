package io.pgford.move;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PatienceTest {
    @Test
    void waitsLongerEachTimeButAlwaysBelowTheDeadlockTimeout() {
        Patience patience = new Patience(0.5);
        long last = 0;
        for (int i = 0; i < 200; i++) {
            assertThat(patience.lockMillis()).isBetween(Math.max(1, last), 100L);
            last = patience.lockMillis();
            patience.refused();
        }
        assertThat(last).isEqualTo(100);
    }

    @Test
    void restsAboutAsLongAsItWaitedWhereTheDutyIsOneHalf() {
        for (int i = 0; i < 100; i++) {
            assertThat(new Patience(0.5).refused()).isBetween(7L, 23L);
            assertThat(new Patience(1).refused()).isEqualTo(1);
            assertThat(new Patience(0.01).refused()).isBetween(400L, 500L);
        }
    }

    @Test
    void countsItsTriesAndIsLongAfterTwenty() {
        Patience patience = new Patience(0.5);
        for (int i = 0; i < 20; i++) {
            assertThat(patience.isLong()).isFalse();
            patience.refused();
        }
        assertThat(patience.isLong()).isTrue();
        assertThat(patience.tries()).isEqualTo(20);
        for (int i = 0; i < 100; i++) {
            assertThat(patience.refused()).isLessThanOrEqualTo(500);
        }
    }
}
