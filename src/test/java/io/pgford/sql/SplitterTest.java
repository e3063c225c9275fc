package io.pgford.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SplitterTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select ';'",
                "select \";\"",
                "select $$;$$, $a$;$$;$a$",
                "select 1 -- ;\n",
                "select 1 /* ; /* ; */ ; */",
                "select E'\\';'",
                "create rule r as on insert to t do also (select 1; select 2)",
                "create function f() returns int language sql begin atomic select 1; select 2; end",
                "create or replace procedure p() begin atomic select case when a then b end from t; select 1; END",
                "create function f() begin atomic select case x when 1 then case y when 2 then 3 end end; end",
                "create function \"begin\"() returns int as 'select 1' language sql",
                "create table case_end (\"end\" int)",
            })
    void isOneStatement(String sql) {
        assertThat(Splitter.split(sql + ";").statements()).containsExactly(sql.strip());
        assertThat(Splitter.split(sql + ";").open()).isEmpty();
    }

    @Test
    void beginAloneOpensNoBody() {
        assertThat(Splitter.split("begin; select 1; end; select case when true then 1 end;")
                        .statements())
                .containsExactly("begin", "select 1", "end", "select case when true then 1 end");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "select 1 ~ STATEMENT ~ 0",
                "select 'a ~ SINGLE_QUOTE ~ 7",
                "select \"a ~ DOUBLE_QUOTE ~ 7",
                "select 1; do $x$ begin; ~ DOLLAR_QUOTE ~ 13",
                "select 1; /* ; ~ COMMENT ~ 10",
                "select (a, (b) ; ~ PARENTHESIS ~ 7",
                "create function f() begin atomic select 1; ~ STATEMENT ~ 0",
            })
    void saysWhyItWaits(String sql, Waiting waiting, int since) {
        Open open = Splitter.split(sql).open().orElseThrow();
        assertThat(open.waiting()).isEqualTo(waiting);
        assertThat(open.since()).isEqualTo(since);
    }

    @Test
    void blanksAreNeitherStatementNorOpen() {
        Split split = Splitter.split(" -- note\n/* another */ ;; \n");
        assertThat(split.statements()).isEmpty();
        assertThat(split.open()).isEmpty();
    }

    @Test
    void metaCommandsThatSendEndAStatement() {
        Split split = Splitter.split("select 1 \\gx\nselect 2\n\\g\nselect '\\g';");
        assertThat(split.statements()).containsExactly("select 1", "select 2", "select '\\g'");
        assertThat(split.pieces()).extracting(Piece::ending).containsExactly("\\gx", "", "\\g", "", ";");
    }

    @Test
    void whatPsqlKeepsForItselfEndsNoStatement() {
        assertThat(Splitter.split("select 1\\; select a[1\\:2]; select\n\\echo it's; no end\n2; select 3 \\G;\n;")
                        .statements())
                .containsExactly("select 1\\; select a[1\\:2]", "select\n\\echo it's; no end\n2", "select 3 \\G;");
    }

    @Test
    void anEscapedSemicolonBeginsAStatement() {
        assertThat(Splitter.split("\\; select 1 \\;; select 2;").statements())
                .containsExactly("\\; select 1 \\;", "select 2");
    }

    @Test
    void readsADumpOfPgDump() {
        Split split = Splitter.split("""
                --
                -- PostgreSQL database dump
                --

                \\restrict mZ4

                SET statement_timeout = 0;
                COPY public."Order Items" (id, note) FROM stdin;
                1\tit's; (
                2\t\\\\.
                \\.


                CREATE TABLE b ();
                \\unrestrict mZ4
                """);
        assertThat(split.open()).isEmpty();
        assertThat(split.pieces().stream().filter(piece -> piece.kind() != Piece.Kind.BLANK))
                .extracting(Piece::text)
                .containsExactly(
                        "\\restrict mZ4",
                        "SET statement_timeout = 0",
                        "COPY public.\"Order Items\" (id, note) FROM stdin",
                        "1\tit's; (\n2\t\\\\.\n",
                        "CREATE TABLE b ()",
                        "\\unrestrict mZ4");
    }

    @Test
    void dataWithoutItsEndIsOpen() {
        Split split = Splitter.split("copy t from stdin; -- note\n1\n");
        assertThat(split.open()).contains(new Open(27, "1\n", Waiting.COPY_DATA, 27));
        assertThat(Splitter.split("copy t from stdin;").open().orElseThrow().waiting())
                .isEqualTo(Waiting.COPY_DATA);
    }

    @Test
    void dataMayBeEmptyAndHaveWindowsLineEnds() {
        assertThat(Splitter.split("copy t from stdin;\r\n\\.\r\nselect 1;").pieces())
                .extracting(Piece::kind)
                .containsExactly(Piece.Kind.STATEMENT, Piece.Kind.COPY_DATA, Piece.Kind.STATEMENT);
    }

    @Test
    void copyFromAFileHasNoData() {
        assertThat(Splitter.split("copy t from '/f';\nselect 1;").statements()).hasSize(2);
        assertThat(Splitter.split("copy t from stdin; select 1;").statements()).hasSize(2);
    }
}
