package io.pgford.shell.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgford.problem.Problem;
import io.pgford.shell.print.Cells;
import io.pgford.shell.print.Style;
import io.pgford.shell.sql.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.core.Oid;

class RowFormatsTest {
    private static final List<Column> COLUMNS =
            List.of(new Column("id", Oid.INT4), new Column("a name", Oid.TEXT), new Column("ok", Oid.BOOL));

    private static final Style FANCY = new Style(false, true);

    private static String print(View view, int width, Style style, List<Column> columns, String[]... rows) {
        List<String> lines = new ArrayList<>();
        RowFormat format = RowFormats.of(view, new Target(lines::add, style, width, width > 0), columns);
        for (String[] row : rows) {
            format.row(Arrays.stream(row).map(Optional::ofNullable).toList());
        }
        format.end();
        return String.join("\n", lines) + "\n";
    }

    private static String[] row(String... values) {
        return values;
    }

    private static View view(Format format) {
        return View.DEFAULT.with(format);
    }

    private static final String[] PLAIN = row("1", "Ann", "t");
    private static final String[] ODD = row("-20", "a|b,\"c\"\n<d>", null);

    @Test
    void aligned() {
        assertThat(print(view(Format.ALIGNED), 0, Style.PLAIN, COLUMNS, PLAIN, ODD))
                .isEqualTo("""
                  id | a name  | ok
                -----+---------+------
                   1 | Ann     | t
                 -20 | a|b,"c"+| null
                     | <d>     |
                """);
    }

    @Test
    void measuresWideCharactersAndEmoji() {
        String text = print(view(Format.ALIGNED), 0, FANCY, COLUMNS, row("1", "日本", "t"), row("2", "😀x", "f"), PLAIN);
        assertThat(text.lines().map(Cells::width).limit(2)).allMatch(width -> width >= 16);
        assertThat(text.lines().map(line -> Cells.width(line.substring(0, line.lastIndexOf('│') + 1))))
                .filteredOn(width -> width > 0)
                .containsOnly(14);
    }

    @Test
    void cutsToTheScreenUnlessAskedNotTo() {
        String[] wide = row("1", "x".repeat(500), "t");
        assertThat(print(View.DEFAULT, 80, FANCY, COLUMNS, wide).lines())
                .allMatch(line -> Cells.width(line) <= 80)
                .anyMatch(line -> line.contains("…"));
        View whole = View.DEFAULT.with("cut", Optional.of("off"));
        assertThat(print(whole, 80, FANCY, COLUMNS, wide)).contains("x".repeat(500));
    }

    @Test
    void expandsWhatIsTooWideOnlyIfAsked() {
        View auto = View.DEFAULT.with("expanded", Optional.of("auto"));
        assertThat(print(auto, 80, FANCY, COLUMNS, PLAIN)).contains(" 1 │ Ann");
        assertThat(print(auto, 80, FANCY, COLUMNS, row("1", "x".repeat(100), "t")))
                .contains("─[ row 1 ]", "a name │ " + "x".repeat(100));
    }

    @Test
    void csv() {
        assertThat(print(
                        view(Format.CSV), 0, Style.PLAIN, COLUMNS, PLAIN, ODD, row("3", "", "f"), row("4", "\\.", "t")))
                .isEqualTo("""
                id,a name,ok
                1,Ann,t
                -20,"a|b,""c""
                <d>",
                3,"",f
                4,"\\.",t
                """);
    }

    @Test
    void json() {
        List<Column> columns = List.of(
                new Column("n", Oid.NUMERIC),
                new Column("n", Oid.FLOAT8),
                new Column("j", Oid.JSONB),
                new Column("t", Oid.TEXT));
        assertThat(print(
                        view(Format.JSON),
                        0,
                        Style.PLAIN,
                        columns,
                        row("12345678901234567890.10", "NaN", "{\"a\": [1, null]}", "\"\\\u001B\u009B\n"),
                        row(null, "1e+20", null, "")))
                .isEqualTo("""
                [
                {"n": 12345678901234567890.10, "n_2": "NaN", "j": {"a": [1, null]}, "t": "\\"\\\\\\u001b\\u009b\\n"},
                {"n": null, "n_2": 1e+20, "j": null, "t": ""}
                ]
                """);
        assertThat(print(view(Format.JSON), 0, Style.PLAIN, COLUMNS)).isEqualTo("[\n]\n");
    }

    @Test
    void markdown() {
        assertThat(print(view(Format.MARKDOWN), 0, Style.PLAIN, COLUMNS, ODD)).isEqualTo("""
                | id | a name | ok |
                | ---: | --- | --- |
                | -20 | a\\|b,"c"<br>&lt;d> |  |
                """);
    }

    @Test
    void html() {
        assertThat(print(view(Format.HTML), 0, Style.PLAIN, COLUMNS, ODD))
                .contains("<th>a name</th>", "<td align=\"right\">-20</td>", "a|b,&quot;c&quot;<br>", "&lt;d&gt;");
    }

    @Test
    void unalignedWithoutHeadings() {
        View bare = view(Format.UNALIGNED)
                .with("tuples_only", Optional.of("on"))
                .with("fieldsep", Optional.of("\t"))
                .with("null", Optional.of("-"));
        assertThat(print(bare, 0, Style.PLAIN, COLUMNS, PLAIN, row("2", null, "f")))
                .isEqualTo("1\tAnn\tt\n2\t-\tf\n");
    }

    @ParameterizedTest
    @EnumSource
    void keepsControlCharactersFromATerminal(Format format) {
        String evil = "\u001B]0;owned\u0007\u009B2J\u202Etxt\u0000";
        String text = print(view(format), 80, FANCY, List.of(new Column("\u001B[31m", Oid.TEXT)), row(evil));
        assertThat(text.chars().filter(c -> c != '\n' && (Character.isISOControl(c) || c == 0x202E)))
                .isEmpty();
    }

    @Test
    void leavesDataAsItIsForPrograms() {
        assertThat(print(view(Format.CSV), 0, Style.PLAIN, COLUMNS, row("1", "\u001B[1m", "t")))
                .contains("\u001B[1m");
    }

    @Test
    void refusesSettingsThatThereAreNot() {
        assertThatThrownBy(() -> View.DEFAULT.with("fromat", Optional.of("csv")))
                .isInstanceOf(Problem.class)
                .satisfies(e -> assertThat(((Problem) e).next()).contains("Did you mean format?"));
        assertThatThrownBy(() -> View.DEFAULT.with("format", Optional.of("cvs")))
                .satisfies(e -> assertThat(((Problem) e).next()).contains("Did you mean csv?"));
        assertThatThrownBy(() -> View.DEFAULT.with("pager", Optional.of("maybe")))
                .isInstanceOf(Problem.class);
    }
}
