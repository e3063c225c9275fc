package io.pgford.move;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class PaceTest {
    private static final CopyPump.Pumped BATCH = new CopyPump.Pumped(1, 1, 0);

    private final Pace pace = pace(OptionalInt.empty(), 0.5);

    private static Pace pace(OptionalInt fixed, double duty) {
        return new Pace(new Steering(new MoveSettings(fixed, Duration.ofMillis(50), duty)));
    }

    /** A batch of one range as long as the pace wants it. */
    private long cross(long width, double millisBeside, double millisPerRow, boolean waited) {
        double landing = pace.rows() * millisPerRow;
        pace.landed(pace.rows(), pace.rows() * width, landing);
        return pace.after(BATCH, millisBeside, waited ? millisBeside + landing : 0);
    }

    /** Batches until the pace has found its size. */
    private int settled(long width, double millisBeside, double millisPerRow, boolean waited) {
        for (int i = 0; i < 50; i++) {
            cross(width, millisBeside, millisPerRow, waited);
        }
        return pace.rows();
    }

    @Test
    void growsUntilOneBatchTakesAsLongAsAnybodyMayWait() {
        assertThat(settled(100, 5, 0.01, true)).isBetween(4_400, 4_600);
    }

    @Test
    void rangesAreAThirdWhereNobodyWaits() {
        assertThat(settled(100, 5, 0.01, false)).isBetween(1_450, 1_550);
    }

    @Test
    void goesOnBehindClosedGatesOnlyWhereNobodyWaited() {
        assertThat(pace.goesOn(10)).isTrue();
        assertThat(pace.goesOn(1_000)).isFalse();
        cross(100, 5, 0.01, true);
        assertThat(pace.goesOn(0)).isFalse();
        cross(100, 5, 0.01, false);
        assertThat(pace.goesOn(0)).isTrue();
    }

    @Test
    void goesOnForAsLongAsTheGatesMayBeOpen() {
        cross(100, 5, 0.01, true);
        pace.opens(2);
        assertThat(pace.goesOn(99)).isTrue();
        assertThat(pace.goesOn(101)).isFalse();
        pace.opens(0);
        assertThat(pace.goesOn(0)).isFalse();
    }

    @Test
    void doublesAtMost() {
        int first = pace.rows();
        pace.landed(first, 100L * first, 0.001);
        assertThat(pace.rows()).isEqualTo(2 * first);
    }

    @Test
    void shrinksAtOnce() {
        settled(100, 5, 0.01, true);
        cross(100, 5, 0.1, true);
        assertThat(pace.rows()).isLessThan(600);
    }

    @Test
    void takesHalfAsLongAsTheCommitsWhereTheseAreTooSlow() {
        assertThat(settled(100, 200, 0.01, true)).isBetween(9_900, 10_100);
    }

    @Test
    void goesDownToSingleRowsWhereTheyAreLarge() {
        assertThat(settled(10_000_000, 5, 100, true)).isEqualTo(1);
    }

    @Test
    void doesNotGoBelowWhatRoundTripsCost() {
        assertThat(settled(100, 5, 10, true)).isBetween(300, 350);
    }

    @Test
    void hasAnUpperLimit() {
        assertThat(settled(1, 0.1, 0.000001, true)).isEqualTo(50_000);
    }

    @Test
    void learnsNothingFromAnEmptyBatch() {
        int before = pace.rows();
        pace.landed(0, 0, 3);
        assertThat(pace.after(BATCH, 0, 0)).isZero();
        assertThat(pace.rows()).isEqualTo(before);
    }

    @Test
    void staysWhereTheOperatorWantsIt() {
        Pace fixed = pace(OptionalInt.of(7), 0.5);
        fixed.landed(7, 700, 5_000);
        fixed.after(BATCH, 0, 0);
        assertThat(fixed.rows()).isEqualTo(7);
        assertThat(fixed.goesOn(0)).isFalse();
    }

    @Test
    void restsInProportionToHowLongSomebodyWaited() {
        assertThat(pace.after(BATCH, 100, 0)).isZero();
        assertThat(pace.after(BATCH, 100, 40)).isEqualTo(40);
        assertThat(pace(OptionalInt.empty(), 0.2).after(BATCH, 10, 40)).isEqualTo(160);
        assertThat(pace(OptionalInt.empty(), 1).after(BATCH, 10, 40)).isZero();
    }
}
