package io.pgford.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LexerTest {

    private static List<String> texts(String sql) {
        return Lexer.tokens(sql).stream()
                .filter(token -> token.kind() != TokenKind.SPACE)
                .map(Token::text)
                .toList();
    }

    private static Token only(String sql) {
        List<Token> tokens = Lexer.tokens(sql);
        assertThat(tokens).hasSize(1);
        return tokens.get(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "select ~ WORD",
                "tabelle_ü ~ WORD",
                "a$b ~ WORD",
                "\"Order \"\"Items\" ~ QUOTED_IDENTIFIER",
                "U&\"d\\0061t\" ~ QUOTED_IDENTIFIER",
                "'it''s \\' ~ STRING",
                "n'x' ~ STRING",
                "u&'\\0041' ~ STRING",
                "E'it\\'s' ~ ESCAPE_STRING",
                "$$ ' $x$ $$ ~ DOLLAR_STRING",
                "$body$ $$ $bod$ $body$ ~ DOLLAR_STRING",
                "X'1F' ~ BIT_STRING",
                "b'01' ~ BIT_STRING",
                "1_000.5e-3 ~ NUMBER",
                ".5 ~ NUMBER",
                "0xFF ~ NUMBER",
                "$12 ~ PARAMETER",
                "@> ~ OPERATOR",
                "->> ~ OPERATOR",
                "@- ~ OPERATOR",
                ":: ~ PUNCTUATION",
                "-- it's ~ LINE_COMMENT",
                "/* a /* ' */ b */ ~ BLOCK_COMMENT",
                "\\ ~ OTHER",
                "😀 ~ WORD",
            })
    void tellsKinds(String sql, TokenKind kind) {
        assertThat(only(sql).kind()).isEqualTo(kind);
        assertThat(only(sql).open()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "'it''s ~ SINGLE_QUOTE",
                "E'a\\' ~ SINGLE_QUOTE",
                "E'a\\ ~ SINGLE_QUOTE",
                "\"a ~ DOUBLE_QUOTE",
                "$a$ $$ ~ DOLLAR_QUOTE",
                "/* /* */ ~ COMMENT",
            })
    void saysWhatIsOpen(String sql, Waiting waiting) {
        assertThat(only(sql).waiting()).contains(waiting);
    }

    @Test
    void endsOperatorsBeforeCommentsAndSigns() {
        assertThat(texts("1+-2")).containsExactly("1", "+", "-", "2");
        assertThat(texts("a@-b")).containsExactly("a", "@-", "b");
        assertThat(texts("a<>--b")).containsExactly("a", "<>", "--b");
        assertThat(texts("a*/* x */b")).containsExactly("a", "*", "/* x */", "b");
        assertThat(texts("x=-1")).containsExactly("x", "=", "-", "1");
    }

    @Test
    void readsNumbersLikeTheServer() {
        assertThat(texts("1..10")).containsExactly("1", "..", "10");
        assertThat(texts("1.e5")).containsExactly("1.e5");
        assertThat(texts("1e")).containsExactly("1", "e");
        assertThat(texts("1__0")).containsExactly("1", "__0");
    }

    @Test
    void dollarInsideAWordIsNoQuote() {
        assertThat(texts("a$$ b$$")).containsExactly("a$$", "b$$");
        assertThat(texts("$1$$x$$")).containsExactly("$1", "$$x$$");
    }

    @Test
    void escapeStringGoesOnBehindALineEnd() {
        assertThat(texts("E'a'\n -- note\n'b\\'c' d")).containsExactly("E'a'", "-- note", "'b\\'c'", "d");
        assertThat(texts("E'a' 'b\\'")).containsExactly("E'a'", "'b\\'");
    }

    @Test
    void keepsPositions() {
        assertThat(Lexer.tokens("a  'b'")).extracting(Token::start).containsExactly(0, 1, 3);
    }

    @Test
    void keywordsHaveAsciiCaseOnly() {
        assertThat(only("SELECT").is("select")).isTrue();
        assertThat(only("lımıt").is("limit")).isFalse();
        assertThat(only("\"select\"").is("\"select\"")).isFalse();
    }
}
