package io.pgford.shell.print;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CellsTest {
    @Test
    void measuresWhatTheTerminalShows() {
        assertThat(Cells.width("abc")).isEqualTo(3);
        assertThat(Cells.width("日本語")).isEqualTo(6);
        assertThat(Cells.width("😀")).isEqualTo(2);
        assertThat(Cells.width("e\u0301")).isEqualTo(1);
    }

    @Test
    void cutsBetweenCharacters() {
        assertThat(Cells.cut("日本語", 6, true)).isEqualTo("日本語");
        assertThat(Cells.cut("日本語", 5, true)).isEqualTo("日本…");
        assertThat(Cells.cut("😀😀", 3, false)).isEqualTo("😀~");
    }

    @Test
    void writesControlCharactersOut() {
        assertThat(Cells.safe("a\u001B[2Jb\u0007\r\n\t\u009B", false)).isEqualTo("a\\x1B[2Jb\\x07\\r\\n\\t\\x9B");
        assertThat(Cells.safe("a\nb", true)).isEqualTo("a\nb");
        assertThat(Cells.safe("\u202Etxt", false)).isEqualTo("\\u202Etxt");
        assertThat(Cells.safe("plain 日本", false)).isEqualTo("plain 日本");
    }

    @Test
    void breaksEachLineOfAParagraphThatIsTooLong() {
        assertThat(Cells.paragraph("one two three\n  one  two\n  one two three", 10))
                .containsExactly("one two", "three", "  one  two", "  one two", "  three");
    }

    @Test
    void wrapsBetweenWords() {
        assertThat(Cells.wrap("one two three", 8)).containsExactly("one two", "three");
        assertThat(Cells.wrap("  one two three", 8)).containsExactly("  one", "  two", "  three");
        assertThat(Cells.wrap("incomprehensible", 8)).containsExactly("incomprehensible");
        assertThat(Cells.wrap("one two three", 0)).containsExactly("one two three");
    }
}
