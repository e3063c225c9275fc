package io.pgford.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ExcerptTest {
    @Test
    void showsShortTextsWhole() {
        assertThat(Excerpt.of("integer\n not null", "integer")).containsExactly("integer not null", "integer");
    }

    @Test
    void showsLongTextsAroundTheDifference() {
        String head = "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT a_long_text, ".repeat(2);
        String tail = ", another_long_text_that_is_the_same_on_both_sides FROM t'".repeat(2);
        List<String> shown = Excerpt.of(head + "one" + tail, head + "two three" + tail);
        assertThat(shown.get(0)).startsWith("…").endsWith("…").contains("one").hasSizeLessThan(100);
        assertThat(shown.get(1))
                .startsWith("…")
                .endsWith("…")
                .contains("two three")
                .hasSizeLessThan(100);
    }

    @Test
    void showsWhereOneTextGoesOn() {
        String text = "x".repeat(200);
        assertThat(Excerpt.of(text, text + " and more").get(1)).endsWith(" and more");
    }

    @Test
    void cutsNoCharacterInTwo() {
        String fish = "🐟".repeat(100);
        for (String shown : List.of(
                Excerpt.of(fish),
                Excerpt.of(fish + "a" + fish, fish + "b" + fish).get(0))) {
            assertThat(shown.codePoints().filter(c -> Character.getType(c) == Character.SURROGATE))
                    .isEmpty();
        }
    }
}
