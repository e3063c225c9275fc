package io.pgford.move;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class OpennessTest {
    private final Openness openness = new Openness();

    /** Tries until one is to cross behind closed gates; how many those then are. */
    private int closedAfterFailures() {
        while (openness.holds() > 0) {
            openness.was(false);
        }
        int closed = 1;
        while (openness.holds() == 0) {
            closed++;
        }
        return closed;
    }

    @Test
    void takesLongerEachTimeThatItSucceeds() {
        double first = openness.holds();
        openness.was(true);
        assertThat(openness.holds()).isEqualTo(2 * first);
        for (int i = 0; i < 10; i++) {
            openness.was(true);
        }
        assertThat(openness.holds()).isEqualTo(20);
    }

    @Test
    void isShorterAfterAFailure() {
        double first = openness.holds();
        openness.was(false);
        assertThat(openness.holds()).isPositive().isLessThan(first / 2);
    }

    @Test
    void closesTheGatesForMoreBatchesEachTimeThatEvenTheShortestFails() {
        assertThat(closedAfterFailures()).isEqualTo(1);
        openness.was(false);
        assertThat(closedAfterFailures()).isEqualTo(2);
        for (int i = 0; i < 5; i++) {
            closedAfterFailures();
        }
        assertThat(closedAfterFailures()).isEqualTo(16);
    }

    @Test
    void growsAgainAfterClosedGates() {
        closedAfterFailures();
        double shortest = openness.holds();
        openness.was(true);
        assertThat(openness.holds()).isGreaterThan(shortest);
    }
}
