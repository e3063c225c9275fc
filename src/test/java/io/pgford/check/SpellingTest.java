package io.pgford.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Spellings as servers of 10, 13, 15 and 18 gave them for one schema. */
class SpellingTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "FOR EACH ROW EXECUTE PROCEDURE shop.touch('a') | FOR EACH ROW EXECUTE FUNCTION shop.touch('a')",
                "\"substring\"('abc'::text, 2, 1) | SUBSTRING('abc'::text FROM 2 FOR 1)",
                "\"substring\"((parent.name)::text, 1, 2) | SUBSTRING(parent.name FROM 1 FOR 2)",
                "btrim('xax'::text, 'x'::text) | TRIM(BOTH 'x'::text FROM 'xax'::text)",
                "btrim((parent.name)::text) | TRIM(BOTH FROM parent.name)",
                "ltrim(a) | TRIM(LEADING FROM a)",
                "rtrim(a, 'x'::text) | TRIM(TRAILING 'x'::text FROM a)",
                "\"position\"('ba'::text, 'a'::text) | POSITION(('a'::text) IN ('ba'::text))",
                "(\"overlay\"('abc'::text, 'x'::text, 1) = 'x'::text) | (OVERLAY('abc'::text PLACING 'x'::text FROM 1) = 'x'::text)",
                "date_part('epoch'::text, now()) | EXTRACT(epoch FROM now())",
                "timezone('utc'::text, now()) | (now() AT TIME ZONE 'utc'::text)",
                "f(timezone('utc'::text, timezone('cet'::text, at))) | f(((at AT TIME ZONE 'cet'::text) AT TIME ZONE 'utc'::text))",
                "(u ~ similar_escape('a'::text, NULL::text)) | (u ~ similar_to_escape('a'::text))",
                "((name)::name = CURRENT_USER) | ((name)::text = CURRENT_USER)",
                "SELECT parent.id, ( SELECT max(child.x) AS max FROM child) FROM shop.parent GROUP BY parent.id | SELECT id, ( SELECT max(child.x) AS max FROM child) FROM shop.parent GROUP BY id",
                "(v = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[])) | (v = ANY (ARRAY[('a'::character varying)::text, ('b'::character varying)::text]))",
            })
    void isTheSameInOldAndNewSpelling(String older, String newer) {
        assertThat(Spelling.same(older, 10, newer, 18)).isTrue();
        assertThat(Spelling.same(newer, 18, older, 10)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "integer not null | integer",
                "btrim(a) | TRIM(LEADING FROM a)",
                "date_part('epoch'::text, now()) | EXTRACT(hour FROM now())",
                "timezone('utc'::text, now()) | (now() AT TIME ZONE 'cet'::text)",
                "\"substring\"(a, 1, 2) | SUBSTRING(a FROM 2 FOR 1)",
                "EXECUTE PROCEDURE shop.touch() | EXECUTE FUNCTION shop.touched()",
                "SELECT p.id, c.x FROM p JOIN c | SELECT id, x FROM p JOIN c",
                "SELECT a.id FROM t a | SELECT a.id FROM t b",
                "(v = ANY ((ARRAY['a'::text])::text[])) | (v = ANY (ARRAY['a'::text, 'b'::text]))",
                "CHECK ((a + b) * c > 0) | CHECK (a + (b * c) > 0)",
                "default 'A b' | default 'A  b'",
                "f(a, b | f(a, b, c",
            })
    void isNotTheSame(String older, String newer) {
        assertThat(Spelling.same(older, 13, newer, 18)).isFalse();
        assertThat(Spelling.same(newer, 13, older, 18)).isFalse();
    }

    @Test
    void takesNoNoticeOfWhiteSpaceOutsideOfQuotes() {
        assertThat(Spelling.same("SELECT 1\n  FROM t;", 18, "SELECT 1 FROM t;", 18))
                .isTrue();
    }

    @Test
    void leavesNoQualifierAwayWithinOneVersion() {
        assertThat(Spelling.same("SELECT t.a FROM t", 18, "SELECT a FROM t", 18))
                .isFalse();
    }
}
