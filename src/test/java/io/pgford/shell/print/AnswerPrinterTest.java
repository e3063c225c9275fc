package io.pgford.shell.print;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgford.command.Answer;
import io.pgford.database.Side;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerPrinterTest {
    private static String printed(Answer answer, int width) {
        List<String> lines = new ArrayList<>();
        new AnswerPrinter(Style.PLAIN, width, lines::add).print(answer);
        return String.join("\n", lines);
    }

    @Test
    void setsNumbersToTheRightAndLeavesBlankWhatIsMissing() {
        Answer answer = Answer.builder()
                .line("Two tables.")
                .grid(
                        "tables",
                        "Rows",
                        List.of("table", "rows_on_old", "pid"),
                        List.of(List.of("parent", 1_234_567L, 4711), Arrays.asList("child \u001B[31m", null, 1)))
                .next("move all")
                .build();
        assertThat(printed(answer, 0)).isEqualTo("""
                        Two tables.

                        Rows
                          table           rows on old   pid
                          parent            1,234,567  4711
                          child \\x1B[31m                  1

                        next: move all""".replace(" ".repeat(24), ""));
    }

    @Test
    void showsTheSqlOfADryRunBySide() {
        Answer answer = Answer.builder()
                .sql(Side.OLD, "SELECT 1")
                .sql(Side.OLD, "SELECT 2;")
                .sql(Side.NEW, "SELECT 3")
                .build();
        assertThat(printed(answer, 0)).isEqualTo("-- on old\nSELECT 1;\nSELECT 2;\n\n-- on new\nSELECT 3;");
    }

    @Test
    void breaksLongSentencesBetweenWords() {
        assertThat(printed(Answer.done("one two three four"), 9)).isEqualTo("one two\nthree\nfour");
    }

    @Test
    void saysNoneForAnEmptyGrid() {
        Answer answer =
                Answer.builder().grid("g", "Orphans", List.of("id"), List.of()).build();
        assertThat(printed(answer, 0)).isEqualTo("Orphans\n  none");
    }

    @Test
    void showsRowsOneByOneWhereColumnsDoNotFit() {
        Answer answer = Answer.builder()
                .grid(
                        "g",
                        "",
                        List.of("first_column", "second", "third_column"),
                        List.of(Arrays.asList("a value that is long", null, 3L), List.of("b", 2L, 4L)))
                .build();
        assertThat(printed(answer, 24).lines())
                .containsExactly(
                        "  first column  a value~",
                        "  third column  3",
                        "",
                        "  first column  b",
                        "  second        2",
                        "  third column  4");
    }

    @Test
    void breaksCellsWhereTheLineIsTooLong() {
        Answer answer = Answer.builder()
                .grid("g", "", List.of("name", "about"), List.of(List.of("move", "moves the rows of tables slowly")))
                .build();
        assertThat(printed(answer, 26).lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(26));
        assertThat(printed(answer, 26)).contains("moves the rows").contains("slowly");
    }
}
