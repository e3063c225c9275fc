package io.pgford.move;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TroublesTest {
    private final Troubles troubles = new Troubles();

    @Test
    void beginWithTheFirstAndEndWithABatchThatCrossed() {
        assertThat(troubles.in()).isFalse();
        assertThat(troubles.tooLong()).isFalse();
        troubles.met();
        assertThat(troubles.in()).isTrue();
        assertThat(troubles.tooLong()).isFalse();
        troubles.over();
        assertThat(troubles.in()).isFalse();
    }

    @Test
    void pausesGrowUpToASecond() {
        assertThat(troubles.pause()).isEqualTo(20);
        assertThat(troubles.pause()).isEqualTo(40);
        for (int i = 0; i < 10; i++) {
            troubles.pause();
        }
        assertThat(troubles.pause()).isEqualTo(1_000);
        troubles.over();
        assertThat(troubles.pause()).isEqualTo(20);
    }
}
