package io.pgford.shell.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgford.problem.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CrosstabTest {
    private static final List<Column> COLUMNS = Stream.of("side", "day", "n", "rank")
            .map(name -> new Column(name, 25))
            .toList();

    private static List<Optional<String>> row(String... values) {
        return Arrays.stream(values).map(Optional::ofNullable).toList();
    }

    private static final List<List<Optional<String>>> ROWS =
            List.of(row("old", "tue", "1", "2"), row("new", "mon", "2", "1"), row("old", "mon", null, "1"));

    private static Crosstab turned(String... named) {
        return Crosstab.of(COLUMNS, ROWS, List.of(named));
    }

    @Test
    void putsValuesWhereTheyMeet() {
        Crosstab table = turned("side", "day", "3");
        assertThat(table.columns()).extracting(Column::name).containsExactly("side", "tue", "mon");
        assertThat(table.rows()).containsExactly(row("old", "1", null), row("new", "", "2"));
    }

    @Test
    void sortsColumnsByAnother() {
        assertThat(turned("side", "day", "n", "rank").columns())
                .extracting(Column::name)
                .containsExactly("side", "mon", "tue");
    }

    @Test
    void takesThreeColumnsAsTheyCome() {
        List<List<Optional<String>>> rows =
                ROWS.stream().map(row -> row.subList(0, 3)).toList();
        Crosstab table = Crosstab.of(COLUMNS.subList(0, 3), rows, List.of("day"));
        assertThat(table.columns()).extracting(Column::name).containsExactly("day", "old", "new");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "side", "side side n", "side nosuch n", "side 9 n", "side day n side", "rank n day"})
    void refusesWhatCannotBe(String named) {
        List<List<Optional<String>>> twice =
                Stream.concat(ROWS.stream(), ROWS.stream()).toList();
        List<String> words = named.isEmpty() ? List.of() : List.of(named.split(" ", -1));
        assertThatThrownBy(() -> Crosstab.of(COLUMNS, twice, words))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("\\crosstabview");
    }
}
