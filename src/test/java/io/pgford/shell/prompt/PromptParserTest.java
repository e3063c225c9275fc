package io.pgford.shell.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgford.script.Vocabulary;
import java.util.List;
import org.jline.reader.EOFError;
import org.jline.reader.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PromptParserTest {
    private final PromptParser parser = new PromptParser(Vocabulary.of(List.of("status", "move", "use")));

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "select 1|;",
                "select 'a|'",
                "select \"a|\"",
                "select $$a;|$$",
                "select (1;|(",
                "select /* ;|*",
                "copy t from stdin;|\\.",
                "status; select|;"
            },
            delimiter = '|')
    void saysWhyItWaits(String line, String mark) {
        assertThatThrownBy(() -> parser.parse(line, line.length(), Parser.ParseContext.ACCEPT_LINE))
                .isInstanceOfSatisfying(
                        EOFError.class, error -> assertThat(error.getMissing()).isEqualTo(mark));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "status",
                "select 1;",
                "statsu",
                "mvoe parent",
                "move 'open",
                "\\d parent",
                "-- note",
                "use old"
            })
    void takesWhatIsComplete(String line) {
        assertThat(parser.parse(line, line.length(), Parser.ParseContext.ACCEPT_LINE)
                        .line())
                .isEqualTo(line);
    }

    @Test
    void knowsTheWordAtTheCursor() {
        assertThat(parser.parse("select count(na", 15, Parser.ParseContext.COMPLETE)
                        .word())
                .isEqualTo("na");
        assertThat(parser.parse("use ol d", 6, Parser.ParseContext.COMPLETE).word())
                .isEqualTo("ol");
    }
}
