package io.pgford.move;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgford.database.Luby;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class PatienceTest {
    @Test
    void followsLubysSequence() {
        List<Long> first = LongStream.rangeClosed(1, 15).mapToObj(Luby::number).toList();
        assertThat(first).containsExactly(1L, 1L, 2L, 1L, 1L, 2L, 4L, 1L, 1L, 2L, 1L, 1L, 2L, 4L, 8L);
    }

    @Test
    void triesShortlyAndLongerNowAndThenButAlwaysBelowTheDeadlockTimeout() {
        Patience patience = new Patience(1);
        long longest = 0;
        for (int i = 0; i < 5_000; i++) {
            assertThat(patience.lockMillis()).isBetween(4L, 256L);
            longest = Math.max(longest, patience.lockMillis());
            patience.refused();
        }
        assertThat(longest).isEqualTo(256);
    }

    @Test
    void restsAboutAsLongAsItWaitedWhereTheDutyIsOneHalf() {
        Patience patience = new Patience(0.5);
        for (int i = 0; i < 100; i++) {
            double waited = patience.lockMillis();
            assertThat((double) patience.refused()).isBetween(Math.floor(waited * 0.5), waited * 1.5);
        }
    }

    @Test
    void countsItsTriesAndIsLongAgainAndAgain() {
        Patience patience = new Patience(1);
        assertThat(patience.isLong()).isFalse();
        for (int i = 0; i < 30; i++) {
            patience.refused();
        }
        assertThat(patience.tries()).isEqualTo(30);
        assertThat(patience.isLong()).isTrue();
        patience.refused();
        assertThat(patience.isLong()).isFalse();
    }
}
