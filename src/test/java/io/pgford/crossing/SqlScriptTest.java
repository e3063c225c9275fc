package io.pgford.crossing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgford.problem.Problem;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlScriptTest {
    @Test
    void knowsWhereEachStatementBegins() {
        SqlScript script = script("-- head\ncreate table a (i int);\n\n\n  create table b (\n i int); select 1");
        assertThat(script.steps()).extracting(SqlStep::line).containsExactly(2, 5, 6);
        assertThat(script.steps()).extracting(SqlStep::firstWords).last().isEqualTo("select 1");
    }

    @Test
    void takesDataForCopyFromTheFile() {
        SqlScript script = script("copy a from stdin;\n1\t;\n\\.\nselect 1;");
        assertThat(script.steps())
                .containsExactly(
                        new SqlStep("copy a from stdin", Optional.of("1\t;\n"), 1),
                        new SqlStep("select 1", Optional.empty(), 4));
        assertThat(script.steps().get(0).shown()).isEqualTo("-- with 1 lines of data\ncopy a from stdin;");
    }

    @Test
    void leavesOutWhatPsqlPrintsAndGuards() {
        String text =
                "\\restrict abc\n\\echo hello; world\n\\set ON_ERROR_STOP on\n\\pset pager off\nselect 1;\n\\unrestrict abc\n";
        assertThat(script(text).steps()).hasSize(1);
    }

    @Test
    void takesBeginAndCommitAroundTheFileForWhatIsDoneAnyway() {
        assertThat(script("set lock_timeout = 0; begin; select 1; commit;").steps())
                .extracting(SqlStep::text)
                .containsExactly("set lock_timeout = 0", "select 1");
        assertThat(script("START TRANSACTION; select 1; END").steps()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create database shop",
                "DROP DATABASE shop",
                "alter database shop set tablespace fast",
                "create tablespace fast location '/x'",
                "vacuum",
                "VACUUM (ANALYZE) t",
                "create index concurrently on t (a)",
                "create unique index /* now */ concurrently i on t (a)",
                "drop index concurrently i",
                "reindex table concurrently t",
                "reindex database shop",
                "alter system set work_mem = '1GB'",
                "cluster",
                "discard all",
                "alter table t detach partition p concurrently",
                "begin; select 1",
                "commit",
                "rollback",
                "begin; select 1; commit; select 2; commit",
                "prepare transaction 'a'",
                "copy t to stdout"
            })
    void refusesWhatCannotBePartOfOneTransaction(String statement) {
        assertThatThrownBy(() -> script("select 0;\n" + statement + ";\n"))
                .isInstanceOf(Problem.class)
                .hasMessageStartingWith("schema.sql:2: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create index on concurrently (a)",
                "savepoint a; rollback to savepoint a",
                "cluster t",
                "comment on table t is 'vacuum'",
                "refresh materialized view concurrently v",
                "alter database shop set work_mem = '1GB'"
            })
    void runsWhatOnlyLooksLikeIt(String statement) {
        assertThat(script(statement + ";").steps()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\connect shop",
                "\\i other.sql",
                "\\copy t from 'x'",
                "\\! rm -rf /",
                "\\gexec",
                "\\set name 'x'",
                "\\if true"
            })
    void refusesWhatOnlyPsqlCanDo(String line) {
        assertThatThrownBy(() -> script("select 0;\n\n" + line + "\n"))
                .isInstanceOf(Problem.class)
                .hasMessageStartingWith("schema.sql:3: \\")
                .hasMessageContaining("psql");
    }

    @Test
    void refusesAStatementThatPsqlWouldRunAgain() {
        assertThatThrownBy(() -> script("select 'drop table t' \\gexec\n"))
                .isInstanceOf(Problem.class)
                .hasMessageStartingWith("schema.sql:1: \\gexec");
    }

    @Test
    void namesTheLineWhereSomethingBeginsThatDoesNotEnd() {
        assertRefused("select 1;\nselect\n 'abc;\n", "schema.sql:3: the quote");
        assertRefused("select 1;\n/* abc", "schema.sql:2: the comment");
        assertRefused("create function f() returns int as $x$\nbegin", "schema.sql:1: the quote");
        assertRefused("create table t (\n a int;\n", "schema.sql:1: the parenthesis");
        assertRefused("copy t from stdin;\n1\n2\n", "schema.sql:2: the data");
    }

    private static void assertRefused(String text, String message) {
        assertThatThrownBy(() -> script(text)).isInstanceOf(Problem.class).hasMessageStartingWith(message);
    }

    @Test
    void tellsThePlaceOfAnErrorInTheFile() {
        SqlStep step =
                script("\n\ncreate table t (\n  \"🐟\" int,\n  a foo)").steps().get(0);
        int position = step.text().codePointCount(0, step.text().indexOf("foo")) + 1;
        assertThat(step.placeOf(position)).isEqualTo("line 5, column 5, at \"foo\"");
        assertThat(step.placeOf(10_000)).startsWith("line 5");
    }

    @Test
    void showsNoPassword() {
        SqlStep step =
                script("create role app\n  login password 'hunter2';").steps().get(0);
        assertThat(step.firstWords()).doesNotContain("hunter2").doesNotContain("\n");
        assertThat(step.shown()).doesNotContain("hunter2");
    }

    private static SqlScript script(String text) {
        return SqlScript.of(new SqlFile("schema.sql", text, ""));
    }
}
