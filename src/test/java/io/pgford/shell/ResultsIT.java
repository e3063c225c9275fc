package io.pgford.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgford.database.Connections;
import io.pgford.database.Pair;
import io.pgford.database.Rows;
import io.pgford.database.Side;
import io.pgford.pair.PostgresPair;
import io.pgford.problem.Exit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Results, \copy, lost connections and read-only mode, in this process. */
class ResultsIT {
    @TempDir
    private Path folder;

    private final Pair pair = PostgresPair.shared().fresh();
    private TestShell shell;

    @BeforeEach
    void open() {
        shell = TestShell.on(pair);
        shell.mustRun("\\timing off");
    }

    @AfterEach
    void close() {
        shell.close();
        PostgresPair.shared().drop(pair);
    }

    @Test
    void writesFormatsThatProgramsRead() {
        try (TestShell csv = TestShell.with(pair, Map.of("format", "csv"))) {
            TestShell.Result result = csv.mustRun("select 1 as id, 'a,b' as name, null as nothing");
            assertThat(result.out()).isEqualTo("id,name,nothing\n1,\"a,b\",\n");
        }
        assertThat(shell.mustRun("\\pset format json", "select 1 as id, '{\"a\": 2}'::jsonb as j")
                        .out())
                .isEqualTo("Output format is json.\n[\n{\"id\": 1, \"j\": {\"a\": 2}}\n]\n");
        shell.mustRun("\\pset format aligned", "\\pset null '(none)'", "\\pset footer off");
        assertThat(shell.mustRun("select null as n").out()).isEqualTo(" n\n--------\n (none)\n");
        assertThat(shell.run("\\pset fromat csv").err()).contains("Did you mean format?");
        assertThat(shell.mustRun("\\a", "\\t", "select 1, 2").out()).endsWith("1|2\n");
    }

    @Test
    void showsTheSourceOfFunctionsAndViews() {
        shell.mustRun(
                "create function twice(n int) returns int language sql as 'select 2 * n';",
                "create view \"Two\" as select twice(1) as n;");
        assertThat(shell.mustRun("\\sf twice").out()).contains("CREATE OR REPLACE FUNCTION public.twice(n integer)");
        assertThat(shell.mustRun("\\sf twice(int)").out()).contains("select 2 * n");
        assertThat(shell.mustRun("\\sv \"Two\"").out()).contains("CREATE OR REPLACE VIEW \"Two\" AS", "twice(1) AS n");
        assertThat(shell.run("\\sf").err()).contains("\\sf needs the name of a function");
        assertThat(shell.run("\\sf nosuch").err()).contains("\"nosuch\" does not exist");
        assertThat(shell.run("\\sv pg_class").err()).contains("pg_class is no view");
    }

    @Test
    void sendsResultsElsewhere() throws Exception {
        Path file = folder.resolve("a file.csv");
        shell.mustRun("select 1 as a \\g (format=csv) '" + file + "'");
        assertThat(Files.readString(file)).isEqualTo("a\n1\n");
        Path other = folder.resolve("o.txt");
        shell.mustRun("\\o " + other, "select 2 as b", "\\o", "select 3 as c");
        assertThat(Files.readString(other)).isEqualTo(" b\n---\n 2\n");
        Path sorted = folder.resolve("sorted");
        shell.mustRun("\\a", "\\t on", "select * from (values (2), (1)) as t \\g | sort > " + sorted);
        assertThat(Files.readString(sorted)).isEqualTo("1\n2\n");
        assertThat(shell.run("select 1 \\g /nosuch/x").err()).contains("/nosuch/x cannot be written: there is no such");
        assertThat(shell.run("select 1 \\g | exit 3").exit()).isEqualTo(Exit.FAILED);
    }

    @Test
    void copiesBothWays() throws Exception {
        Path file = folder.resolve("t.csv");
        shell.mustRun("create table t(id int, s text)");
        assertThat(shell.mustRun("\\copy t from stdin\n1\ta\\tb\n2\t\\N\n\\.\n").out())
                .isEqualTo("COPY 2\n");
        assertThat(shell.mustRun("\\copy (select * from t order by id) to '" + file + "' with (format csv, header)")
                        .out())
                .isEqualTo("COPY 2\n");
        assertThat(Files.readString(file)).isEqualTo("id,s\n1,a\tb\n2,\n");
        assertThat(shell.mustRun("\\copy t(id, s) from " + file + " csv header").out())
                .isEqualTo("COPY 2\n");
        assertThat(shell.mustRun("\\copy t from program 'echo 7,a; echo 8,b' (format csv)")
                        .exit())
                .isEqualTo(Exit.DONE);
    }

    @Test
    void goesOnBehindAProgramThatReadsNotAll() {
        shell.run("\\copy (select repeat('x', 1000) from generate_series(1, 100000)) to program 'head -1 > /dev/null'");
        assertThat(shell.mustRun("select 'next' as answer").out()).contains(" next\n");
        assertThat(shell.mustRun("select 'last' as answer").out()).contains(" last\n");
    }

    @Test
    void failsACopyWhoseProgramFails() {
        shell.mustRun("create table t(id int)");
        TestShell.Result result = shell.run("\\copy t from program 'echo 1; exit 3'");
        assertThat(result.exit()).isEqualTo(Exit.FAILED);
        assertThat(result.err()).contains("exit code 3");
        assertThat(shell.mustRun("select count(*) from t").out()).contains(" 0\n");
        assertThat(shell.run("\\copy t from /nosuch").err()).contains("/nosuch cannot be read");
        assertThat(shell.mustRun("\\copy t to stdout").out()).isEmpty();
        assertThat(shell.mustRun("\\copy t to program 'cat > " + folder.resolve("x") + "'")
                        .out())
                .isEqualTo("COPY 0\n");
    }

    @Test
    void showsBothSidesBesideEachOther() {
        shell.mustRun("@both create table t(id int, n text)");
        shell.mustRun("@old insert into t values (1, 'a'), (2, 'b'), (3, 'c')");
        shell.mustRun("@new insert into t values (1, 'a'), (2, 'x'), (4, 'd')");
        assertThat(shell.mustRun("@both table t order by id").out()).isEqualTo("""
                 old          new
                 id | n  |   | id | n
                ----+----+---+----+----
                  1 | a  |   |  1 | a
                  2 | *b | ! |  2 | *x
                    |    | > |  4 | d
                  3 | c  | < |    |
                1 equal, 1 different, 1 only on old, 1 only on new
                """);
        assertThat(shell.mustRun("@both select 1 as one").out()).contains("1 row, equal on both sides");
        assertThat(shell.mustRun("@new create table only_new(id int)", "@both select 1 as id")
                        .exit())
                .isEqualTo(Exit.DONE);
        TestShell.Result half = shell.run("@both table only_new");
        assertThat(half.exit()).isEqualTo(Exit.FAILED);
        assertThat(half.err()).contains("on old").contains("42P01");
        assertThat(half.out()).contains("new\n", "0 rows");
    }

    @Test
    void watchesAndRunsAgain() {
        assertThat(shell.mustRun("select 40 + 2 as answer \\watch i=0.1 c=3")
                        .out()
                        .split(" 42\n", -1))
                .hasSize(4);
        assertThat(shell.mustRun("select 7 as n", "\\gx").out()).contains("n | 7");
    }

    @Test
    void leavesATransactionAsItIs() {
        assertThat(shell.mustRun("begin", "select * from generate_series(1, 1000) as g", "select 1 as fine", "commit")
                        .out())
                .contains("1,000 rows", "fine", "COMMIT");
    }

    @Test
    void saysAllAboutAnError() {
        shell.mustRun("create table t(id int primary key)", "insert into t values (1)");
        assertThat(shell.run("insert into t values (1)").err()).contains("Detail: Key (id)=(1) already exists.");
        assertThat(shell.mustRun("\\errverbose").out()).contains("Constraint: t_pkey", "Table: t");
    }

    private void terminatePrompt() {
        try (Connections operator = new Connections(pair)) {
            operator.with(
                    Side.OLD,
                    connection -> Rows.list(
                            connection,
                            "SELECT pg_catalog.pg_terminate_backend(pid) FROM pg_catalog.pg_stat_activity"
                                    + " WHERE application_name = 'pgford prompt' AND datname = current_database()",
                            row -> row.getBoolean(1)));
        }
    }

    @Test
    void saysWhatWentWithALostConnection() {
        shell.mustRun("set search_path = pg_catalog", "create temp table mine(id int)");
        terminatePrompt();
        TestShell.Result lost = shell.run("select 1");
        assertThat(lost.exit()).isEqualTo(Exit.FAILED);
        assertThat(lost.err()).contains("was lost", "setting search_path", "temporary table mine");
        assertThat(shell.mustRun("select 1").exit()).isEqualTo(Exit.DONE);
    }

    @Test
    void letsAnOnlookerChangeNothing() {
        shell.mustRun("@both create table t(id int)");
        try (TestShell onlooker = TestShell.with(pair, Map.of("read-only", "true"))) {
            assertThat(onlooker.mustRun("select count(*) from t").out()).contains(" 0\n");
            assertThat(onlooker.mustRun("begin", "table t", "commit").exit()).isEqualTo(Exit.DONE);
            for (String sql : new String[] {
                "insert into t values (1)",
                "set default_transaction_read_only = off",
                "begin read write",
                "select set_config('default_transaction_read_only', 'off', false)",
                "do $$ begin delete from t; end $$",
                "with d as (insert into t values (1) returning *) table d",
                "drop table t",
                "\\copy t from stdin\n1\n\\.\n",
                "fdw init",
                "cleanup"
            }) {
                assertThat(onlooker.run(sql).exit()).as(sql).isEqualTo(Exit.FAILED);
            }
            assertThat(onlooker.run("status").err()).doesNotContain("Refused");
            assertThat(onlooker.mustRun("select current_setting('default_transaction_read_only')")
                            .out())
                    .contains("on");
        }
        assertThat(shell.mustRun("select count(*) from t").out()).contains(" 0\n");
    }

    @Test
    void runsScriptsAsTheyAreWritten() {
        shell.mustRun(
                "create table t(id int)", "insert into t values (1)", "delete from t", "truncate t", "drop table t");
    }
}
