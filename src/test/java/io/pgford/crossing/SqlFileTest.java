package io.pgford.crossing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgford.problem.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqlFileTest {
    @TempDir
    private Path folder;

    @Test
    void readsUtf8WithAndWithoutByteOrderMark() throws IOException {
        Path file = folder.resolve("ä b.sql");
        Files.writeString(file, "\uFEFFselect '🐟';");
        assertThat(SqlFile.read(file).text()).isEqualTo("select '🐟';");
    }

    @Test
    void saysWhatIsWrongWithTheFile() throws IOException {
        assertThatThrownBy(() -> SqlFile.read(folder.resolve("none.sql")))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("There is no file")
                .hasMessageContaining("none.sql");
        assertThatThrownBy(() -> SqlFile.read(folder))
                .isInstanceOf(Problem.class)
                .hasMessageEndingWith("is a folder");
        Path latin = folder.resolve("latin.sql");
        Files.write(latin, "select 1;\n\nselect 'ä';\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> SqlFile.read(latin))
                .isInstanceOf(Problem.class)
                .hasMessage(latin + ":3: this is not UTF-8 text");
    }
}
