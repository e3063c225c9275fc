package io.pgford.move;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgford.catalog.Column;
import io.pgford.catalog.Key;
import io.pgford.catalog.Table;
import io.pgford.database.Name;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class KeyRangeTest {
    private static Table table(Column... key) {
        List<Column> columns = List.of(key);
        return new Table(
                1,
                new Name("public", "t"),
                'r',
                false,
                false,
                false,
                0,
                columns,
                List.of(),
                Optional.of(new Key("t_pkey", columns.stream().map(Column::name).toList(), true)));
    }

    private static Column column(String name, String type) {
        return new Column(name, type, Optional.empty(), true, Optional.empty(), false, false, Optional.empty());
    }

    @Test
    void isEverythingWithoutBounds() {
        assertThat(KeyRange.above(List.of()).condition(table(column("id", "bigint"))))
                .isEqualTo("true");
    }

    @Test
    void isOpenBelowAndClosedAbove() {
        assertThat(new KeyRange(List.of("-5"), List.of("7")).condition(table(column("id", "bigint"))))
                .isEqualTo("(\"id\") > ('-5'::bigint) AND (\"id\") <= ('7'::bigint)");
        assertThat(KeyRange.above(List.of("7")).condition(table(column("id", "bigint"))))
                .isEqualTo("(\"id\") > ('7'::bigint)");
        assertThat(new KeyRange(List.of(), List.of("7")).condition(table(column("id", "bigint"))))
                .isEqualTo("(\"id\") <= ('7'::bigint)");
    }

    @Test
    void comparesKeysOfSeveralColumnsAsRows() {
        Table table = table(column("a", "public.mood"), column("The \"B\"", "numeric(10,2)"));
        assertThat(new KeyRange(List.of("sad", "1.50"), List.of("ok", "2.00")).condition(table))
                .isEqualTo("(\"a\", \"The \"\"B\"\"\") > ('sad'::public.mood, '1.50'::numeric(10,2))"
                        + " AND (\"a\", \"The \"\"B\"\"\") <= ('ok'::public.mood, '2.00'::numeric(10,2))");
    }

    @Test
    void quotesValues() {
        assertThat(KeyRange.above(List.of("it's \\ 😀\n")).condition(table(column("id", "text"))))
                .isEqualTo("(\"id\") > ( E'it''s \\\\ 😀\n'::text)");
        assertThat(KeyRange.above(List.of("")).condition(table(column("id", "text"))))
                .isEqualTo("(\"id\") > (''::text)");
    }
}
