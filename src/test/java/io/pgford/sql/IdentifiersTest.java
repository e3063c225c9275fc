package io.pgford.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class IdentifiersTest {
    @Test
    void readsNamesByTheRulesOfSql() {
        assertThat(Identifiers.parts("Child")).hasValue(List.of("child"));
        assertThat(Identifiers.parts(" public . \"Child\" ")).hasValue(List.of("public", "Child"));
        assertThat(Identifiers.parts("\"Order Items\"")).hasValue(List.of("Order Items"));
        assertThat(Identifiers.parts("\"a\"\"b.c\".\"🐟\"")).hasValue(List.of("a\"b.c", "🐟"));
        assertThat(Identifiers.parts("straße")).hasValue(List.of("straße"));
        assertThat(Identifiers.parts("ÄRGER")).hasValue(List.of("Ärger"));
    }

    @Test
    void refusesWhatIsNoName() {
        for (String text :
                List.of("", " ", "Order Items", "a.", ".a", "a..b", "\"open", "\"\"", "1a", "a;b", "a b.c")) {
            assertThat(Identifiers.parts(text)).as(text).isEmpty();
        }
    }
}
