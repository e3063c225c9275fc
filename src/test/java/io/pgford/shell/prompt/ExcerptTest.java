package io.pgford.shell.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ExcerptTest {
    private static final String TEXT = "a".repeat(6_000) + "b".repeat(6_000);

    @Test
    void isWhatStandsAroundTheCursor() {
        Excerpt excerpt = Excerpt.of(TEXT, 6_000);
        assertThat(excerpt.before()).isEqualTo("\n[… 5,000 characters before these]\n" + "a".repeat(1_000));
        assertThat(excerpt.after()).isEqualTo("b".repeat(500) + "\n[… 5,500 characters after these]\n");
    }

    @Test
    void leavesNothingOutAtTheEnds() {
        assertThat(Excerpt.of(TEXT, 0).before()).isEmpty();
        assertThat(Excerpt.of(TEXT, TEXT.length()).after()).isEmpty();
        assertThat(Excerpt.of("short", 2)).isEqualTo(new Excerpt("sh", "ort"));
    }
}
