package io.pgford.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgford.database.Side;
import io.pgford.problem.Exit;
import io.pgford.problem.Problem;
import io.pgford.shell.TestShell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaApplyIT extends OnAPair {
    private static final String TABLES =
            "SELECT count(*) FROM pg_catalog.pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace";

    @TempDir
    private Path folder;

    @Test
    void runsAFileInOneTransactionWithItsData() throws IOException {
        TestShell.Result result = apply("""
                \\restrict token
                SET transaction_timeout = 0;
                CREATE TABLE "Order Items" (id int PRIMARY KEY, t text);
                COPY "Order Items" (id, t) FROM stdin;
                1\tone
                2\ttwo; \\\\.
                \\.
                INSERT INTO "Order Items" VALUES (3, 'a ? b ?? $1 {fn x}');
                CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1; SELECT 2 $$;
                \\unrestrict token
                """, Side.OLD);
        assertThat(result.exit()).isEqualTo(Exit.DONE);
        assertThat(result.out())
                .contains("4 statements, 2 rows by COPY, in one transaction.")
                .contains("Left out, since this server has no such setting")
                .contains(":2: SET transaction_timeout = 0");
        assertThat(number(Side.OLD, "SELECT count(*) FROM \"Order Items\"")).isEqualTo(3);
        assertThat(number(Side.OLD, "SELECT f()")).isEqualTo(2);
    }

    @Test
    void takesAnSqlBodyOfAFunctionForOneStatement() throws IOException {
        assertThat(apply("CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT 2; END;", Side.NEW)
                        .exit())
                .isEqualTo(Exit.DONE);
        assertThat(number(Side.NEW, "SELECT f()")).isEqualTo(2);
    }

    @Test
    void showsInADryRunWhatItWouldRunAndRunsNothing() throws IOException {
        Path file = write("CREATE TABLE a (i int);\nCOPY a FROM stdin;\n1\n\\.\nCREATE ROLE x PASSWORD 'hunter2';\n");
        TestShell.Result result = shell.mustRun("schema apply " + file + " --on new --dry-run");
        assertThat(result.out())
                .contains("CREATE TABLE a (i int);")
                .contains("-- with 1 lines of data")
                .contains("3 statements would run on new")
                .doesNotContain("hunter2");
        assertThat(number(Side.NEW, TABLES)).isZero();
    }

    @Test
    void changesNothingWhereAStatementFailsAndNamesItsPlace() throws IOException {
        TestShell.Result result = apply(
                "CREATE TABLE a (i int);\n\nCREATE TABLE b (\n  i int,\n  j foo);\nCREATE TABLE c (i int);\n",
                Side.NEW);
        assertThat(result.exit()).isEqualTo(Exit.FAILED);
        assertThat(result.err())
                .contains("schema.sql:3: CREATE TABLE b ( i int, j foo)")
                .contains("type \"foo\" does not exist")
                .contains("line 5, column 5, at \"foo\"")
                .contains("Nothing was changed on new");
        assertThat(number(Side.NEW, TABLES)).isZero();
    }

    @Test
    void namesTheLineOfDataThatTheServerRefuses() throws IOException {
        TestShell.Result result = apply("CREATE TABLE a (i int);\nCOPY a FROM stdin;\n1\nx\n\\.\n", Side.NEW);
        assertThat(result.exit()).isEqualTo(Exit.FAILED);
        assertThat(result.err()).contains("schema.sql:2: COPY a FROM stdin").contains("COPY a, line 2, column i");
        assertThat(number(Side.NEW, TABLES)).isZero();
    }

    @Test
    void refusesBeforeAnythingRanWhatCannotRunInATransaction() throws IOException {
        for (String statement : new String[] {
            "VACUUM", "CREATE INDEX CONCURRENTLY ON a (i)", "CREATE DATABASE x", "\\connect x", "COMMIT; SELECT 1"
        }) {
            TestShell.Result result = apply("CREATE TABLE a (i int);\n" + statement + ";\n", Side.NEW);
            assertThat(result.exit()).as(statement).isEqualTo(Exit.FAILED);
            assertThat(result.err()).contains("schema.sql:2: ").contains("Nothing was run.");
        }
        assertThat(number(Side.NEW, TABLES)).isZero();
    }

    @Test
    void countsAFileAsAppliedWhereAllItsTablesAreThere() throws IOException {
        String tables = "CREATE TABLE a (i int);\nCREATE TABLE \"B c\" (i int);\n";
        assertThat(apply(tables, Side.NEW).exit()).isEqualTo(Exit.DONE);
        TestShell.Result again = apply(tables, Side.NEW);
        assertThat(again.exit()).isEqualTo(Exit.DONE);
        assertThat(again.out()).contains("is already applied on new: nothing done.");

        TestShell.Result more = apply(tables + "CREATE TABLE c (i int);\n", Side.NEW);
        assertThat(more.exit()).isEqualTo(Exit.FAILED);
        assertThat(more.err())
                .contains("there already: a, \"B c\"; not there: c.")
                .contains("schema diff");
        assertThat(number(Side.NEW, TABLES)).isEqualTo(2);
    }

    @Test
    void runsAFileAgainThatMayRunAgain() throws IOException {
        String text = "CREATE TABLE IF NOT EXISTS a (i int);\nCREATE OR REPLACE VIEW v AS SELECT 1 AS one;\n";
        assertThat(apply(text, Side.OLD).exit()).isEqualTo(Exit.DONE);
        assertThat(apply(text, Side.OLD).out()).contains("2 statements");
    }

    @Test
    void stopsWhenTheOperatorPressesCtrlC() throws IOException {
        Path file = write("CREATE TABLE a (i int);\nSELECT pg_sleep(600);\nCREATE TABLE b (i int);\n");
        assertThatThrownBy(() -> new SchemaCommands(shell.workbench()).apply(new ImpatientRun(), file, Side.NEW, false))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("Interrupted at")
                .hasMessageContaining("schema.sql:2: SELECT pg_sleep(600)")
                .extracting(problem -> ((Problem) problem).exit())
                .isEqualTo(Exit.INTERRUPTED);
        assertThat(number(Side.NEW, TABLES)).isZero();
    }

    @Test
    void saysWhatIsWrongWithTheWords() throws IOException {
        assertThat(shell.run("schema apply none.sql --on new").err()).contains("There is no file none.sql");
        assertThat(shell.run("schema apply " + folder + " --on new").err()).contains("is a folder");
        assertThat(shell.run("schema apply none.sql").exit()).isEqualTo(Exit.USAGE);
        assertThat(shell.run("schema apply none.sql --on both").exit()).isEqualTo(Exit.USAGE);
        assertThat(apply("-- nothing\n", Side.NEW).err()).contains("holds no statement");
    }

    private TestShell.Result apply(String text, Side side) throws IOException {
        return shell.run("schema apply " + write(text) + " --on " + side);
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("schema.sql"), text);
    }
}
