package io.pgford.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgford.database.Connections;
import io.pgford.database.Pair;
import io.pgford.database.Rows;
import io.pgford.database.Side;
import io.pgford.pair.PostgresPair;
import io.pgford.problem.Exit;
import io.pgford.shell.sql.Session;
import io.pgford.shell.sql.Sessions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShellIT {
    private final PostgresPair servers = PostgresPair.shared();
    private Pair pair;
    private TestShell shell;

    @TempDir
    private Path folder;

    @BeforeEach
    void open() {
        pair = servers.fresh();
        shell = TestShell.on(pair);
    }

    @AfterEach
    void close() {
        shell.close();
    }

    private void timingOff() {
        shell.mustRun("\\timing off");
    }

    @Test
    void showsResultsAligned() {
        timingOff();
        String query = "select * from (values (1, 'Ann', null), (100, '日本', 'x')) as t(id, name, note)";
        assertThat(shell.mustRun(query).out().lines())
                .containsExactly(
                        "  id | name | note", "-----+------+------", "   1 | Ann  | null", " 100 | 日本 | x", "2 rows");
    }

    @Test
    void neverLetsDataSpeakToTheTerminal() {
        assertThat(shell.mustRun("select E'\\x1b[2J' as \"a\tb\"").out())
                .contains("\\x1B[2J", "a\\tb")
                .doesNotContain("\u001B");
    }

    @Test
    void tellsWhatAStatementDid() {
        timingOff();
        String out = shell.mustRun(
                        "create table t(id int primary key, s text)",
                        "insert into t values (1, 'a'), (2, 'b')",
                        "update t set s = 'c' where id = 1 returning id, s",
                        "delete from t",
                        "begin; commit")
                .out();
        assertThat(out).contains("CREATE TABLE\n", "INSERT 2\n", "1 row, UPDATE 1\n", "DELETE 2\n", "BEGIN\nCOMMIT\n");
    }

    @Test
    void saysCommitOfAFailedTransactionRolledBack() {
        timingOff();
        shell.run("begin; select 1/0");
        assertThat(shell.mustRun("commit").out()).isEqualTo("ROLLBACK\n");
    }

    @Test
    void explainsErrorsAsPostgresDoes() {
        TestShell.Result result = shell.run("select *\nfrom nosuch where a = 1");
        assertThat(result.exit()).isEqualTo(Exit.FAILED);
        assertThat(result.err())
                .contains("ERROR on old: relation \"nosuch\" does not exist (42P01)")
                .contains("  LINE 2: from nosuch where a = 1\n               ^");
        assertThat(shell.run("select 1 + 'x'::text").err()).contains("Hint: ");
        assertThat(shell.run("select id::int from (values ('a')) as t(id)").err())
                .contains("22P02");
    }

    @Test
    void sendsStatementsWhereTheyAreFor() {
        try (Connections connections = new Connections(pair)) {
            for (Side side : Side.values()) {
                connections.with(
                        side, c -> Rows.change(c, "create table here as select 'I am " + side + "'::text as answer"));
            }
        }
        String where = "select answer from here";
        assertThat(shell.mustRun(where).out()).contains("I am old");
        assertThat(shell.mustRun("@new " + where).out()).contains("I am new").doesNotContain("I am old");
        assertThat(shell.mustRun("@both " + where).out()).containsSubsequence("I am old", "I am new");
        assertThat(shell.mustRun("use new", where).out()).contains("I am new");
    }

    @Test
    void keepsATransactionOpenOnEachSide() {
        Sessions sessions = shell.bean(Sessions.class);
        shell.mustRun("create table t(id int)", "begin", "insert into t values (1)");
        assertThat(sessions.on(Side.OLD).state()).isEqualTo(Session.State.OPEN);
        assertThat(sessions.on(Side.NEW).state()).isEqualTo(Session.State.NONE);
        assertThat(shell.mustRun("select count(*) from t").out()).contains(" 1\n");
        shell.run("select nosuch");
        assertThat(sessions.on(Side.OLD).state()).isEqualTo(Session.State.FAILED);
        shell.mustRun("rollback");
        assertThat(shell.mustRun("select count(*) from t").out()).contains(" 0\n");
    }

    @Test
    void streamsWhatWouldNotFitIntoMemory() {
        long before = used();
        // About 400 MB of rows, discarded line by line: held at once they would not fit.
        assertThat(shell.mustRun("expect 1 select g, repeat('x', 400) from generate_series(1, 1000000) as g")
                        .exit())
                .isEqualTo(Exit.DONE);
        assertThat(used() - before).isLessThan(200_000_000L);
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    @Test
    void copiesInAndOut() {
        timingOff();
        shell.mustRun("create table t(id int, s text)", "copy t from stdin;\n1\ta\\tb\n2\t\\N\n\\.\n");
        assertThat(shell.mustRun("copy t to stdout").out()).isEqualTo("1\ta\\tb\n2\t\\N\n");
        assertThat(shell.mustRun("copy (table t limit 0) to stdout").out()).isEmpty();
        for (String binary : List.of("copy t to stdout (format binary)", "\\copy t to stdout (format binary)")) {
            TestShell.Result refused = shell.run(binary);
            assertThat(refused.exit()).as(binary).isEqualTo(Exit.FAILED);
            assertThat(refused.out()).as(binary).isEmpty();
            assertThat(refused.err()).as(binary).contains("cannot go to standard output");
        }
        assertThat(shell.run("copy t from stdin").err()).contains("has no data behind it", "\\copy TABLE from stdin");
        assertThat(shell.run("@both \\copy t from stdin").err()).contains("can be read once");
        assertThat(shell.run("copy t from stdin;\nx\n\\.\n").err()).contains("22P02");
        assertThat(shell.mustRun("table t").out()).contains("2 rows");
    }

    @Test
    void runsOperatorsWithQuestionMarks() {
        assertThat(shell.mustRun("select '{\"a\": 1}'::jsonb ? 'a' as there, '{fn}' as curly")
                        .out())
                .contains("t");
    }

    @Test
    void showsNotices() {
        assertThat(shell.mustRun("do $$ begin raise notice 'hello'; end $$").err())
                .contains("NOTICE: hello");
    }

    @Test
    void stopsARunningStatementOnCtrlC() throws Exception {
        CompletableFuture<TestShell.Result> running =
                CompletableFuture.supplyAsync(() -> shell.run("select pg_sleep(60)"));
        waitUntilSleeping();
        shell.bean(Interrupt.class).press();
        TestShell.Result result = running.get(20, TimeUnit.SECONDS);
        assertThat(result.exit()).isEqualTo(Exit.INTERRUPTED);
        assertThat(result.err()).contains("Stopped on old");
        assertThat(shell.mustRun("select 42 as answer").out()).contains("42");
    }

    private void waitUntilSleeping() throws InterruptedException {
        try (Connections watcher = new Connections(pair)) {
            String sleeping = "SELECT count(*) FROM pg_catalog.pg_stat_activity WHERE wait_event = 'PgSleep'"
                    + " AND datname = current_database()";
            for (int i = 0; i < 200; i++) {
                if (watcher.with(Side.OLD, connection -> Rows.number(connection, sleeping)) > 0) {
                    return;
                }
                Thread.sleep(50);
            }
        }
        throw new AssertionError("the statement never began");
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
    void saysThatAConnectionAndItsTransactionAreLostAndGoesOn() {
        shell.mustRun("create table t(id int)", "begin", "insert into t values (1)");
        terminatePrompt();
        TestShell.Result lost = shell.run("insert into t values (2)");
        assertThat(lost.exit()).isEqualTo(Exit.FAILED);
        assertThat(lost.err()).contains("The connection to old was lost", "The open transaction is lost");
        assertThat(shell.mustRun("select count(*) from t").out()).contains(" 0\n");
    }

    @Test
    void doesNotClaimToKnowWhetherALostCommitWasDone() {
        shell.mustRun("begin", "create table t(id int)");
        terminatePrompt();
        assertThat(shell.run("commit").err()).contains("Whether the transaction was committed is not known");
    }

    @Test
    void describesTables() {
        shell.mustRun("create table \"Order Items\"(id int primary key)");
        assertThat(shell.mustRun("\\d \"Order Items\"").out()).contains("id", "integer", "primary key");
        assertThat(shell.run("\\dq").exit()).isEqualTo(Exit.USAGE);
    }

    @Test
    void expandsOnRequest() {
        timingOff();
        assertThat(shell.mustRun("select 1 as id, 'Ann' as name \\gx").out())
                .isEqualTo("-[ row 1 ]--------------\nid   | 1\nname | Ann\n1 row\n");
    }

    @Test
    void namesWhatWasMeantAndRunsNothing() {
        TestShell.Result result = shell.run("create table t(id int); statsu; drop table t");
        assertThat(result.exit()).isEqualTo(Exit.USAGE);
        assertThat(result.err()).contains("No command or SQL statement starts with statsu, did you mean status?");
        assertThat(shell.mustRun("select count(*) from t").out()).contains(" 0\n");
    }

    @Test
    void recordsAndPlays() throws Exception {
        Path file = folder.resolve("session one.pgford");
        shell.mustRun(
                "record start '" + file + "'",
                "use new",
                "create table t(id int)",
                "insert into t values (1), (2)",
                "expect 2 select count(*) from t",
                "record stop",
                "drop table t");
        assertThat(Files.readString(file)).contains("use new\n", "expect 2 select count(*) from t;");
        assertThat(shell.mustRun("play '" + file + "'").out()).contains("all as expected");
        assertThat(shell.mustRun("@new select count(*) from t").out()).contains(" 2\n");
        TestShell.Result again = shell.run("play '" + file + "'");
        assertThat(again.exit()).isEqualTo(Exit.FAILED);
        assertThat(again.err()).contains("session one.pgford:", "already exists");
    }

    @Test
    void failsAScriptWhoseExpectationDoesNotHold() throws Exception {
        Path file = Files.writeString(folder.resolve("wrong.pgford"), "select 1;\nexpect 3 select 4;\nselect 5;\n");
        TestShell.Result result = shell.run("play " + file);
        assertThat(result.exit()).isEqualTo(Exit.EXPECTATION);
        assertThat(result.err()).contains("wrong.pgford:2", "expected \"3\", but it gave \"4\"");
        assertThat(shell.run("play nosuch.pgford").err()).contains("There is no file nosuch.pgford");
        Path self = folder.resolve("self.pgford");
        Files.writeString(self, "play " + self + "\n");
        assertThat(shell.run("play " + self).exit()).isEqualTo(Exit.FAILED);
    }

    @Test
    void connectsElsewhere() {
        String elsewhere = "connect old postgresql://postgres@127.0.0.1:1/x";
        assertThat(shell.run(elsewhere).err()).contains("old cannot be reached at 127.0.0.1:1");
        assertThat(shell.mustRun("select 1").exit()).isEqualTo(Exit.DONE);
    }
}
