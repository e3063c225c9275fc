package io.pgford.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SqlPropertiesTest {

    @Provide
    Arbitrary<String> difficult() {
        return SqlTexts.difficult();
    }

    @Provide
    Arbitrary<String> statements() {
        return SqlTexts.statements();
    }

    @Property
    void tokensPutTogetherAreTheText(@ForAll("difficult") String text) {
        List<Token> tokens = Lexer.tokens(text);
        assertThat(tokens.stream().map(Token::text).collect(Collectors.joining()))
                .isEqualTo(text);
        assertThat(tokens.stream().limit(Math.max(0, tokens.size() - 1))).noneMatch(Token::open);
    }

    @Property
    void tokensOfAnyTextAreTheText(@ForAll String text) {
        assertThat(Lexer.tokens(text).stream().map(Token::text).collect(Collectors.joining()))
                .isEqualTo(text);
    }

    @Property
    void piecesPutTogetherAreTheText(@ForAll("difficult") String text) {
        Split split = Splitter.split(text);
        String together = Stream.concat(
                        split.pieces().stream().map(Piece::source),
                        split.open().stream().map(Open::text))
                .collect(Collectors.joining());
        assertThat(together).isEqualTo(text);
    }

    @Property
    void splittingTwoTextsIsSplittingEach(@ForAll("statements") String first, @ForAll("statements") String second) {
        assertThat(counting(first + second))
                .isEqualTo(Stream.concat(counting(first).stream(), counting(second).stream())
                        .toList());
        assertThat(Splitter.split(first + second).open()).isEmpty();
    }

    @Property
    void aStatementSplitsToItself(@ForAll("difficult") String text) {
        for (Piece piece : Splitter.split(text).pieces()) {
            if (piece.kind() == Piece.Kind.STATEMENT) {
                assertThat(Splitter.split(piece.source()).pieces().get(0).text())
                        .isEqualTo(piece.text());
            }
        }
    }

    @Property
    void whatIsQuotedEndsNoStatement(@ForAll("difficult") String text) {
        String name = text.replace("\"", "\"\"");
        String literal = text.replace("'", "''");
        String escaped = text.replace("\\", "\\\\").replace("'", "\\'");
        String sql = "select $q$" + text + "$q$, E'" + escaped + "', '" + literal + "', \"" + name + "\" -- ;";
        assertThat(Splitter.split(sql + "\n;").statements()).containsExactly(sql);
    }

    @Property
    void readsOnBehindEachPiece(@ForAll("difficult") String text) {
        List<Piece> pieces = Splitter.split(text).pieces();
        for (int i = 0; i + 1 < pieces.size(); i++) {
            if (pieces.get(i + 1).kind() != Piece.Kind.COPY_DATA) {
                assertThat(new Splitter(text, pieces.get(i).end()).next()).contains(pieces.get(i + 1));
            }
        }
    }

    @Property
    void classifiesAndRedactsAnyText(@ForAll("difficult") String text) {
        assertThat(Statements.kind(text)).isNotNull();
        Redacted once = Redactor.redact(text);
        assertThat(Redactor.redact(once.text()).text()).isNotNull();
    }

    private static List<String> counting(String text) {
        return Splitter.split(text).pieces().stream()
                .filter(piece -> piece.kind() != Piece.Kind.BLANK)
                .map(piece -> piece.kind() + piece.text() + piece.ending())
                .toList();
    }
}
