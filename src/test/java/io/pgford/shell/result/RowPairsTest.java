package io.pgford.shell.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RowPairsTest {
    private static List<List<Optional<String>>> rows(String... lines) {
        return Arrays.stream(lines)
                .map(line ->
                        Arrays.stream(line.split(",", -1)).map(Optional::of).toList())
                .toList();
    }

    private static String pairs(List<List<Optional<String>>> oldRows, List<List<Optional<String>>> newRows) {
        return RowPairs.of(oldRows, newRows).stream()
                .map(pair -> text(pair.oldRow()) + (pair.equal() ? "=" : "~") + text(pair.newRow()))
                .collect(Collectors.joining(" "));
    }

    private static String text(Optional<List<Optional<String>>> row) {
        return row.map(values -> values.stream().map(Optional::orElseThrow).collect(Collectors.joining(",")))
                .orElse("");
    }

    @Test
    void byTheFirstColumnWhereItTellsThemApart() {
        assertThat(pairs(rows("a,1", "b,2", "c,3"), rows("c,3", "x,0", "a,9"))).isEqualTo("a,1~a,9 b,2~ c,3=c,3 ~x,0");
        assertThat(pairs(rows("b,1"), rows("a,0", "b,1", "c,2"))).isEqualTo("~a,0 b,1=b,1 ~c,2");
    }

    @Test
    void inTheirOrderWhereThereAreAsMany() {
        assertThat(pairs(rows("1"), rows("2"))).isEqualTo("1~2");
        assertThat(pairs(rows("a,1", "a,2"), rows("a,1", "a,3"))).isEqualTo("a,1=a,1 a,2~a,3");
    }

    @Test
    void elseThoseThatAreEqual() {
        assertThat(pairs(rows("1", "2", "2"), rows("2"))).isEqualTo("1~ 2=2 2~");
        assertThat(pairs(rows("1"), rows())).isEqualTo("1~");
        assertThat(pairs(rows(), rows("1"))).isEqualTo("~1");
    }
}
