package io.pgford.shell.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgford.database.Side;
import io.pgford.script.Vocabulary;
import io.pgford.shell.TestShell;
import io.pgford.shell.names.TestNames;
import io.pgford.shell.print.Theme;
import io.pgford.shell.registry.Catalogue;
import io.pgford.shell.settings.Macros;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ShellHighlighterTest {
    private static final Theme THEME = Theme.DARK;
    private static TestShell shell;
    private static ShellHighlighter highlighter;

    @BeforeAll
    static void open() {
        shell = TestShell.withoutPair();
        highlighter = new ShellHighlighter(
                shell.bean(Vocabulary.class),
                shell.bean(Catalogue.class),
                shell.bean(Macros.class),
                () -> THEME,
                () -> Side.OLD,
                side -> TestNames.shop());
    }

    @AfterAll
    static void close() {
        shell.close();
    }

    /** The style of a word in a text whose cursor is at the end. */
    private static AttributedStyle of(String word, String text) {
        return of(word, text, text.length());
    }

    private static AttributedStyle of(String word, String text, int cursor) {
        AttributedString shown = highlighter.highlight(text, cursor);
        assertThat(shown.toString()).isEqualTo(text);
        return shown.styleAt(text.indexOf(word));
    }

    @Test
    void tellsTheKindsOfWordsApart() {
        String text = "select p.name, 'it', 42 from parent p; -- note";
        assertThat(of("select", text)).isEqualTo(THEME.keyword());
        assertThat(of("name", text)).isEqualTo(THEME.known());
        assertThat(of("'it'", text)).isEqualTo(THEME.literal());
        assertThat(of("42", text)).isEqualTo(THEME.number());
        assertThat(of("parent", text)).isEqualTo(THEME.known());
        assertThat(of("-- note", text)).isEqualTo(THEME.comment());
    }

    @Test
    void marksWhatTheCatalogDoesNotKnow() {
        assertThat(of("prent", "select * from prent;")).isEqualTo(THEME.wrong());
        assertThat(of("nam,", "select p.nam, 1 from parent p;")).isEqualTo(THEME.wrong());
        assertThat(of("prent", "select * from prent")).isEqualTo(AttributedStyle.DEFAULT);
        assertThat(of("recent", "with recent as (select 1) select * from recent;"))
                .isEqualTo(AttributedStyle.DEFAULT);
        assertThat(of("ctid", "select p.ctid from parent p;")).isEqualTo(AttributedStyle.DEFAULT);
    }

    @Test
    void marksCommandsOptionsAndWhatIsNone() {
        assertThat(of("status", "status ")).isEqualTo(THEME.command());
        assertThat(of("statsu", "statsu ")).isEqualTo(THEME.wrong());
        assertThat(of("statsu", "statsu")).isEqualTo(AttributedStyle.DEFAULT);
        assertThat(of("--last", "history --last 5")).isEqualTo(THEME.option());
        assertThat(of("--lsat", "history --lsat 5")).isEqualTo(THEME.wrong());
        assertThat(of("\\set", "\\set a")).isEqualTo(THEME.command());
        assertThat(of("\\nosuch", "\\nosuch a")).isEqualTo(THEME.wrong());
    }

    @Test
    void showsTheBracketsAtTheCursor() {
        String text = "select ((1) + 2);";
        assertThat(of("((1", text, 7)).isEqualTo(THEME.bracket());
        assertThat(highlighter.highlight(text, 7).styleAt(15)).isEqualTo(THEME.bracket());
        assertThat(highlighter.highlight(text, 11).styleAt(8)).isEqualTo(THEME.bracket());
        assertThat(highlighter.highlight(text, 0).styleAt(8)).isEqualTo(AttributedStyle.DEFAULT);
        assertThat(of(")", "select 1);")).isEqualTo(THEME.wrong());
    }

    @Test
    void coloursEachOfSeveralItems() {
        String text = "status\nselect 1;\n@new select 'a';";
        assertThat(of("status", text)).isEqualTo(THEME.command());
        assertThat(of("select 1", text)).isEqualTo(THEME.keyword());
        assertThat(of("@new", text)).isEqualTo(THEME.side(Side.NEW));
        assertThat(of("'a'", text)).isEqualTo(THEME.literal());
    }

    @Test
    void takesAColumnThatIsAKeywordForAColumn() {
        assertThat(of("type", "select type from \"order\";")).isEqualTo(THEME.known());
        assertThat(of("\"user\"", "select \"user\" from \"order\";")).isEqualTo(THEME.known());
    }
}
