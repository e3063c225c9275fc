package io.pgford.sandbox.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HoldingsTest {
    private final Holdings holdings = new Holdings();
    private final SplittableRandom random = new SplittableRandom(1);

    @Test
    void keepsCountOfWhatIsTakenAndGivenBack() {
        holdings.give(List.of(family(1), family(2), family(3)));

        List<Family> taken = holdings.take(2, random);
        assertThat(taken).doesNotHaveDuplicates().hasSize(2);
        assertThat(holdings.parents()).isEqualTo(1);
        assertThat(holdings.children()).isEqualTo(2);

        holdings.give(taken, taken);
        assertThat(holdings.all()).containsExactlyInAnyOrder(family(1), family(2), family(3));
        assertThat(holdings.take(9, random)).hasSize(3);
        assertThat(holdings.children()).isZero();
    }

    @Test
    void remembersWhatWasDeletedButNotWhatWasMoved() {
        Family from = family(1);
        Family to = family(2);
        holdings.give(List.of(from, to), List.of(from.without(10), to.with(10, 1)));
        holdings.give(List.of(from.without(10)), List.of());

        assertThat(holdings.removedParents()).containsExactly(1L);
        assertThat(holdings.removedChildren()).containsExactly(11L);
    }

    private static Family family(long id) {
        return new Family(id, "Ada", 0, Map.of(id * 10, 1, id * 10 + 1, 2));
    }
}
