package io.pgford.shell.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CopyTextTest {
    private static List<Optional<String>> row(String line, int columns) {
        return CopyText.row(line.getBytes(StandardCharsets.UTF_8), columns);
    }

    @Test
    void readsNullsAndEmptyTexts() {
        assertThat(row("1\t\\N\t\n", 3)).containsExactly(Optional.of("1"), Optional.empty(), Optional.of(""));
    }

    @Test
    void readsEscapes() {
        assertThat(row("a\\tb\\nc\\\\d\\r\\b\\f\\v\n", 1)).containsExactly(Optional.of("a\tb\nc\\d\r\b\f\u000B"));
        assertThat(row("\\\\N\t\\\\.\n", 2)).containsExactly(Optional.of("\\N"), Optional.of("\\."));
    }

    @Test
    void readsARowWithoutColumns() {
        assertThat(row("\n", 0)).isEmpty();
    }
}
