package io.pgford.sandbox.worker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TallyTest {
    private final Tally tally = new Tally();

    @Test
    void isCleanWithRetriesAndUnsureCommitsOnly() {
        tally.retry();
        tally.unsure();

        Verdict verdict = tally.verdict();
        assertThat(verdict.clean()).isTrue();
        assertThat(verdict.retries()).isEqualTo(1);
        assertThat(verdict.unsure()).isEqualTo(1);
    }

    @Test
    void countsWhatWentWrongAndKeepsTheFirstMessages() {
        for (int i = 0; i < 12; i++) {
            tally.found(new Finding(Finding.Wrong.LOST_UPDATE, 2, "row " + i), "client 1");
        }
        tally.error("client 2", "connection refused");

        Verdict verdict = tally.verdict();
        assertThat(verdict.clean()).isFalse();
        assertThat(verdict.lostUpdates()).isEqualTo(24);
        assertThat(verdict.errors()).isEqualTo(1);
        assertThat(verdict.missing()).isZero();
        assertThat(verdict.messages()).hasSize(10).first().isEqualTo("client 1: row 0");
    }
}
