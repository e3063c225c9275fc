package io.pgford.move;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class PatienceTest {
    @Test
    void followsLubysSequence() {
        assertThat(LongStream.rangeClosed(1, 15).map(Patience::luby))
                .containsExactly(1L, 1L, 2L, 1L, 1L, 2L, 4L, 1L, 1L, 2L, 1L, 1L, 2L, 4L, 8L);
    }

    @Test
    void neverWaitsAsLongAsTheDeadlockTimeout() {
        Patience patience = new Patience(1);
        for (int i = 0; i < 2_000; i++) {
            assertThat(patience.lockMillis()).isBetween(1L, 256L);
            patience.refused();
        }
    }

    @Test
    void restsAboutAsLongAsItWaitedWhereTheDutyIsOneHalf() {
        for (int i = 0; i < 100; i++) {
            assertThat(new Patience(0.5).refused()).isBetween(2L, 6L);
            assertThat(new Patience(1).refused()).isEqualTo(1);
            assertThat(new Patience(0.1).refused()).isBetween(18L, 54L);
        }
    }

    @Test
    void isLongEveryThirtyTries() {
        Patience patience = new Patience(1);
        for (int tries = 0; tries <= 90; tries++) {
            assertThat(patience.tries()).isEqualTo(tries);
            assertThat(patience.isLong()).isEqualTo(tries > 0 && tries % 30 == 0);
            patience.refused();
        }
    }
}
