package io.pgford.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgford.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecorderTest {
    private static final LocalDate DATE = LocalDate.of(2026, 11, 23);

    @TempDir
    private Path directory;

    private final Recorder recorder = new Recorder();

    private void ran(String text, Outcome outcome) {
        ScriptParserTest.PARSER.parse("", text).forEach(item -> recorder.ran(item, outcome));
    }

    private Path start() {
        Path file = directory.resolve("night.pgford");
        recorder.start(file, "old", DATE);
        return file;
    }

    @Test
    void writesWhatWasRunAsItIsRun() throws IOException {
        Path file = start();
        ran("move \"Order Items\" --batch 5; select 1", Outcome.done());
        ran("select 2 -- note", Outcome.done());
        ran("copy t from stdin;\n1\n\\.\n# why\n\n\\d t", Outcome.done());
        assertThat(file).hasContent("""
                        # pgford session, 2026-11-23
                        use old
                        move "Order Items" --batch 5
                        select 1;
                        select 2 -- note
                        ;
                        copy t from stdin;
                        1
                        \\.
                        # why

                        \\d t
                        """);
        assertThat(recorder.stop()).isEqualTo(file);
        assertThat(recorder.file()).isEmpty();
        List<Item> items = ScriptParserTest.PARSER.parse("", Files.readString(file));
        assertThat(items).filteredOn(item -> item instanceof Action).hasSize(6);
    }

    @Test
    void leavesSecretsOut() throws IOException {
        Path file = start();
        ran("alter role app\n password 'hush';", Outcome.done());
        ran("alter role app password 'hush';", Outcome.of(Problem.failed("hush: password 'hush' is bad", "")));
        assertThat(Files.readString(file))
                .contains("# alter role app\n#  password '********';\n")
                .contains("# left out, since it held a secret");
        assertThat(Files.readAllLines(file))
                .filteredOn(line -> !line.startsWith("#"))
                .containsExactly("use old");
    }

    @Test
    void leavesFailuresAsComments() throws IOException {
        Path file = start();
        ran("move nosuch", Outcome.of(Problem.failed("there is no table nosuch\nmore", "")));
        ran("move all", Outcome.of(Problem.interrupted("stopped after the batch", "")));
        assertThat(Files.readAllLines(file))
                .containsSubsequence(
                        "# failed: there is no table nosuch",
                        "# move nosuch",
                        "# interrupted: stopped after the batch",
                        "# move all");
    }

    @Test
    void doesNotRecordItself() throws IOException {
        Path file = start();
        ran("record start x; play y; record stop", Outcome.done());
        assertThat(Files.readAllLines(file)).hasSize(2);
    }

    @Test
    void overwritesNothing() throws IOException {
        Path file = Files.writeString(directory.resolve("night.pgford"), "precious");
        assertThatThrownBy(this::start).isInstanceOf(Problem.class).hasMessageContaining("exists already");
        assertThat(file).hasContent("precious");
        assertThat(recorder.file()).isEmpty();
    }

    @Test
    void refusesWhatCannotBe() {
        assertThatThrownBy(recorder::stop).isInstanceOf(Problem.class).hasMessage("No recording is running");
        assertThatThrownBy(() -> recorder.start(directory.resolve("a/b"), "old", DATE))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("There is no folder");
        start();
        assertThatThrownBy(() -> recorder.start(directory.resolve("other"), "old", DATE))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("is running");
    }

    @Test
    void withoutARecordingNothingHappens() {
        ran("status", Outcome.done());
        assertThat(directory).isEmptyDirectory();
    }
}
