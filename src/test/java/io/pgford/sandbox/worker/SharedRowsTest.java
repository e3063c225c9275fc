package io.pgford.sandbox.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SharedRowsTest {
    private final SharedRows.Row row = new SharedRows.Row(1);

    @Test
    void acceptsWhateverLiesBetweenConfirmedAndBegun() {
        increment(5);
        row.begin();

        assertThat(row.compare(5, 5)).isEmpty();
        assertThat(row.compare(6, 5)).isEmpty();
        assertThat(row.compare(7, 5))
                .hasValueSatisfying(finding -> assertThat(finding.wrong()).isEqualTo(Finding.Wrong.WRONG_COUNT));
    }

    @Test
    void tellsALossOnce() {
        increment(5);

        assertThat(row.compare(2, 5)).hasValueSatisfying(finding -> {
            assertThat(finding.wrong()).isEqualTo(Finding.Wrong.LOST_UPDATE);
            assertThat(finding.count()).isEqualTo(3);
        });
        increment(1);
        assertThat(row.compare(3, 6)).isEmpty();
        assertThat(row.compareAtEnd(3)).isEmpty();
        assertThat(row.compareAtEnd(1))
                .hasValueSatisfying(finding -> assertThat(finding.count()).isEqualTo(2));
    }

    @Test
    void acceptsEitherOutcomeOfACommitThatWasNeverAnswered() {
        increment(5);
        row.begin();
        row.doubt();

        assertThat(row.compareAtEnd(5)).isEmpty();
        assertThat(row.compareAtEnd(6)).isEmpty();
        assertThat(row.compareAtEnd(4)).isPresent();
        assertThat(row.compareAtEnd(7)).isPresent();
    }

    @Test
    void doesNotCountWhatWasRefused() {
        row.begin();
        row.abandon();

        assertThat(row.compare(1, 0)).isPresent();
    }

    @Test
    void tellsAMissingRowFromADoubledOne() {
        assertThat(row.compareOnce(List.of()).get(0).wrong()).isEqualTo(Finding.Wrong.MISSING);
        assertThat(row.compareOnce(List.of(1, 1)).get(0).wrong()).isEqualTo(Finding.Wrong.DOUBLED);
        assertThat(row.compareOnce(List.of(1))).isEmpty();
    }

    private void increment(int times) {
        for (int i = 0; i < times; i++) {
            row.begin();
            row.confirm();
        }
    }
}
