package io.pgford.sandbox.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SeenTest {
    private static final Family ADA = new Family(7, "Ada O'Hara 🌊", 3, Map.of(70L, 1, 71L, 2));
    private static final Seen.Parent PARENT = new Seen.Parent(7, "Ada O'Hara 🌊", 3, 2);
    private static final Seen.Child FIRST = new Seen.Child(70, 7, 1);
    private static final Seen.Child SECOND = new Seen.Child(71, 7, 2);

    @Test
    void findsNothingWhereAllIsRight() {
        Seen seen = new Seen(List.of(PARENT), List.of(SECOND, FIRST));

        assertThat(seen.compare(ADA)).isEmpty();
        assertThat(seen.family(7)).contains(ADA);
    }

    @Test
    void tellsAMissingRowFromADoubledOne() {
        assertThat(new Seen(List.of(), List.of(FIRST, SECOND)).compare(ADA))
                .extracting(Finding::wrong, Finding::count)
                .containsExactly(tuple(Finding.Wrong.MISSING, 1));
        assertThat(new Seen(List.of(PARENT, PARENT, PARENT), List.of(FIRST, SECOND)).compare(ADA))
                .extracting(Finding::wrong, Finding::count)
                .containsExactly(tuple(Finding.Wrong.DOUBLED, 2));
        assertThat(new Seen(List.of(PARENT), List.of(FIRST, FIRST)).compare(ADA))
                .extracting(Finding::wrong, Finding::count)
                .containsExactlyInAnyOrder(tuple(Finding.Wrong.DOUBLED, 1), tuple(Finding.Wrong.MISSING, 1));
    }

    @Test
    void countsEachIncrementThatWasLost() {
        Seen.Parent reset = new Seen.Parent(7, ADA.name(), 0, 2);

        assertThat(Seen.compareParent(ADA, List.of(reset)))
                .extracting(Finding::wrong, Finding::count)
                .containsExactly(tuple(Finding.Wrong.LOST_UPDATE, 3));
    }

    @Test
    void findsWhatWasDeletedAndIsThereAgain() {
        assertThat(Seen.compareChildren(ADA.without(71), List.of(FIRST, SECOND)))
                .extracting(Finding::wrong, Finding::count)
                .containsExactly(tuple(Finding.Wrong.LOST_UPDATE, 1));
    }

    @Test
    void passesOverOtherFamilies() {
        Seen.Child other = new Seen.Child(70, 8, 1);

        assertThat(Seen.compareChildren(ADA, List.of(FIRST, SECOND, other))).isEmpty();
        assertThat(new Seen(List.of(PARENT), List.of(FIRST, SECOND, other))
                        .index()
                        .of(7)
                        .compare(ADA))
                .isEmpty();
    }

    @Test
    void expectsNothingOfAFamilyThatIsBroken() {
        assertThat(new Seen(List.of(), List.of()).family(7)).isEmpty();
        assertThat(new Seen(List.of(PARENT, PARENT), List.of(FIRST, SECOND)).family(7))
                .isEmpty();
        assertThat(new Seen(List.of(PARENT), List.of(FIRST, FIRST)).family(7)).isEmpty();
        assertThat(new Seen(List.of(PARENT), List.of(FIRST)).family(7)).isEmpty();
    }

    private static org.assertj.core.groups.Tuple tuple(Finding.Wrong wrong, long count) {
        return org.assertj.core.groups.Tuple.tuple(wrong, count);
    }
}
