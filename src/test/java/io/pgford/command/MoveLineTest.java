package io.pgford.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgford.move.job.JobNow;
import io.pgford.move.job.JobState;
import org.junit.jupiter.api.Test;

final class MoveLineTest {
    private static JobNow now(JobState state, String table, long rows, long total, long waiting, String why) {
        return new JobNow(state, table, rows, total, 61_234.4, 12.3, 27.4, waiting, why);
    }

    @Test
    void saysHowFarItIs() {
        assertThat(MoveLine.of(now(JobState.MOVING, "orders", 1_200_000, 3_000_000, 0, "")))
                .isEqualTo("orders 40%, 61,234/s, 0:30 left, gate 12/27 ms, 1.2M of 3.0M rows");
        assertThat(MoveLine.of(now(JobState.PAUSED, "orders", 12, 3_000, 0, "")))
                .endsWith(": paused");
    }

    @Test
    void fitsEightyColumnsAndKeepsTheReason() {
        String name = "\"" + "x".repeat(63) + "\"";
        String line = MoveLine.of(now(
                JobState.WAITING,
                name,
                9_999_999_999L,
                99_999_999_999L,
                123,
                "waiting at the gate for pid 4194304, 3600 s"));
        assertThat(line).hasSizeLessThanOrEqualTo(79).contains("waiting at the gate for pid 4194304, 3600 s", "9%");
        assertThat(MoveLine.of(now(JobState.MOVING, name, 9_999_999_999L, 99_999_999_999L, 123, "")))
                .hasSizeLessThanOrEqualTo(79)
                .contains("61,234/s");
        assertThat(MoveLine.of(now(JobState.HEALING, name, 1, 2, 0, "y".repeat(300))))
                .hasSize(79);
    }

    @Test
    void percentIsAHundredOnlyAtTheEnd() {
        assertThat(now(JobState.MOVING, "t", 10, 5, 0, "").percent()).isEqualTo(99);
        assertThat(now(JobState.STOPPED, "t", 0, 0, 0, "").percent()).isZero();
        assertThat(now(JobState.FINISHED, "t", 0, 0, 0, "").percent()).isEqualTo(100);
        assertThat(now(JobState.MOVING, "t", Long.MAX_VALUE / 2, Long.MAX_VALUE, 0, "")
                        .percent())
                .isBetween(49L, 50L);
    }

    @Test
    void timesAndNumbersAreShort() {
        assertThat(MoveLine.clock(42)).isEqualTo("0:42");
        assertThat(MoveLine.clock(3_723)).isEqualTo("1:02:03");
        assertThat(MoveLine.shortly(9_999)).isEqualTo("9,999");
        assertThat(MoveLine.shortly(12_345)).isEqualTo("12k");
        assertThat(MoveLine.shortly(1_234_567_890)).isEqualTo("1.23G");
    }
}
