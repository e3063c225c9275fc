package io.pgford.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgford.problem.Problem;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {

    @Test
    void splitsAtWhiteSpace() {
        assertThat(Words.split("  move\tparent  --batch 1000 "))
                .extracting(Word::text)
                .containsExactly("move", "parent", "--batch", "1000");
        assertThat(Words.split("move  x")).extracting(Word::start).containsExactly(0, 6);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "'a b' ~ a b ~ a b",
                "'' ~ `` ~ ``",
                "'it''s' ~ it's ~ it's",
                "\"Order Items\" ~ Order Items ~ \"Order Items\"",
                "'\"Order Items\"' ~ \"Order Items\" ~ \"Order Items\"",
                "shop.\"Order Items\" ~ shop.Order Items ~ shop.\"Order Items\"",
                "\"a\"\"b\" ~ a\"b ~ \"a\"\"b\"",
                "\"a\\\"b\\\\\" ~ a\"b\\ ~ \"a\\\"b\\\\\"",
                "C:\\new ~ C:\\new ~ C:\\new",
                "\"C:\\new\" ~ C:\\new ~ \"C:\\new\"",
                "--name=\"x y\" ~ --name=x y ~ --name=\"x y\"",
                "\"😀\" ~ 😀 ~ \"😀\"",
            })
    void keepsWhatIsQuotedTogether(String raw, String text, String sqlName) {
        assertThat(Words.split(raw)).containsExactly(new Word(raw, text, 0));
        assertThat(Words.split(raw).get(0).sqlName()).isEqualTo(sqlName);
    }

    @Test
    void refusesAnOpenQuote() {
        assertThatThrownBy(() -> Words.split("move 'x"))
                .isInstanceOf(Problem.class)
                .hasMessage("The quote ' at character 6 is not closed");
    }

    @Property
    void anyTextInSingleQuotesIsOneWord(@ForAll String text) {
        String line = text.replace("\n", " ");
        assertThat(Words.split("'" + line.replace("'", "''") + "'"))
                .extracting(Word::text)
                .containsExactly(line);
    }
}
