package io.pgford.move;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class PaceTest {
    private final Pace pace = pace(OptionalInt.empty(), 0.5);

    private static Pace pace(OptionalInt fixed, double duty) {
        return new Pace(new Steering(new MoveSettings(fixed, Duration.ofMillis(50), duty)));
    }

    private static CopyPump.Pumped rows(long rows, long width) {
        return new CopyPump.Pumped(rows, rows * width, 0);
    }

    /** Batches as long as the pace wants them, until it has found its size. */
    private int settled(long width, double millisBeside, double millisPerRow) {
        for (int i = 0; i < 50; i++) {
            pace.after(rows(pace.rows(), width), millisBeside + pace.rows() * millisPerRow, 0);
        }
        return pace.rows();
    }

    @Test
    void growsUntilTheGateIsClosedForAsLongAsItMay() {
        assertThat(settled(100, 5, 0.01)).isBetween(4_000, 5_100);
    }

    @Test
    void doublesAtMost() {
        int first = pace.rows();
        pace.after(rows(first, 100), 0.001, 0);
        assertThat(pace.rows()).isEqualTo(2 * first);
    }

    @Test
    void shrinksAtOnce() {
        settled(100, 5, 0.01);
        pace.after(rows(pace.rows(), 100), 500, 0);
        assertThat(pace.rows()).isLessThan(600);
    }

    @Test
    void doesNotShrinkForWhatRowsDoNotCost() {
        assertThat(settled(100, 200, 0.01)).isBetween(300, 1_000);
    }

    @Test
    void goesDownToSingleRowsWhereTheyAreLarge() {
        assertThat(settled(10_000_000, 5, 100)).isEqualTo(1);
    }

    @Test
    void hasAnUpperLimit() {
        assertThat(settled(1, 0.1, 0.000001)).isEqualTo(50_000);
    }

    @Test
    void learnsNothingFromAnEmptyBatch() {
        int before = pace.rows();
        assertThat(pace.after(rows(0, 0), 3, 0)).isZero();
        assertThat(pace.rows()).isEqualTo(before);
    }

    @Test
    void staysWhereTheOperatorWantsIt() {
        Pace fixed = pace(OptionalInt.of(7), 0.5);
        fixed.after(rows(7, 100), 5_000, 0);
        assertThat(fixed.rows()).isEqualTo(7);
    }

    @Test
    void restsInProportionWhereSomebodyWaited() {
        assertThat(pace.after(rows(10, 10), 40, 0)).isZero();
        assertThat(pace.after(rows(10, 10), 40, 3)).isEqualTo(40);
        assertThat(pace(OptionalInt.empty(), 0.2).after(rows(10, 10), 40, 1)).isEqualTo(160);
        assertThat(pace(OptionalInt.empty(), 1).after(rows(10, 10), 40, 1)).isZero();
    }
}
