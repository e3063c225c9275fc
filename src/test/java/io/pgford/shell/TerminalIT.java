package io.pgford.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The packaged program on a real pseudo terminal, by its launcher. */
class TerminalIT extends OnATerminal {

    @BeforeEach
    void open() {
        open(100, 30, environment());
    }

    @Test
    void explainsItselfOnceAndRunsSql() {
        start();
        String screen = terminal.screen();
        assertThat(screen).contains("Commands and SQL share this prompt").contains("old is postgresql://");
        assertThat(screen.strip().lines().count()).isLessThanOrEqualTo(6);
        terminal.enter("select 6 * 7 as answer;");
        terminal.waitFor("1 row in");
        assertThat(terminal.waitForLast("old=>")).contains(" answer\n────────\n     42\n1 row in");
        terminal.enter("quit");
        terminal.waitForLast("ready$");
        start();
        assertThat(terminal.screen()).doesNotContain("share this prompt");
    }

    @Test
    void saysWhyItWaitsAndKeepsAStatementAsOneEntry() {
        start();
        terminal.enter("select 1 as one,");
        terminal.waitForLast("old;>");
        terminal.enter("'a");
        terminal.waitForLast("old'>");
        terminal.enter("b' as two, (");
        terminal.waitForLast("old(>");
        terminal.enter("3) as three;");
        terminal.waitFor("1 row in");
        terminal.enter("quit");
        terminal.waitForLast("ready$");
        start();
        terminal.key("Up");
        terminal.key("Up");
        assertThat(terminal.waitForLast("old(> 3) as three;"))
                .contains("old=> select 1 as one,\nold;> 'a\nold'> b' as two, (");
    }

    @Test
    void showsTheStateOfTheTransactionAndAsksBeforeItIsLost() {
        start();
        terminal.enter("begin;");
        terminal.waitForLast("old=*>");
        terminal.enter("select nosuch;");
        terminal.waitForLast("old=!>");
        terminal.enter("use new");
        terminal.waitForLast("new=>");
        terminal.key("C-d");
        terminal.waitFor("A transaction is open on old. Leave, and roll it back? [y/N]");
        terminal.enter("n");
        terminal.waitForLast("new=>");
        terminal.enter("quit");
        terminal.waitForLast("A transaction is open on old. Leave, and roll it back? [y/N]");
        terminal.enter("y");
        terminal.waitForLast("ready$");
    }

    @Test
    void ctrlCClearsTheLineAndStopsWhatRunsAndNothingElse() {
        start();
        terminal.type("select half a thou");
        terminal.waitForLast("old=> select half a thou");
        terminal.key("C-c");
        terminal.waitForLast("old=>");
        terminal.enter("begin; create table kept(id int);");
        terminal.waitForLast("old=*>");
        terminal.enter("commit;");
        terminal.waitForLast("old=>");
        terminal.enter("select pg_sleep(600);");
        terminal.waitFor("pg_sleep(600)");
        terminal.key("C-c");
        terminal.waitFor("Stopped on old");
        terminal.waitForLast("old=>");
        terminal.enter("select count(*) as tables from kept;");
        assertThat(terminal.waitFor("1 row in")).contains("tables");
    }

    @Test
    void ctrlCEndsASingleRunWithItsOwnExitCode() {
        terminal.enter("clear; " + LAUNCHER + " -c 'select 1 as begun; select pg_sleep(600)'; echo exit $?");
        terminal.waitFor("1 row in");
        terminal.key("C-c");
        terminal.waitFor("Stopped on old");
        terminal.waitFor("exit 130");
    }

    @Test
    void helpsWithMisspeltWords() {
        start();
        terminal.enter("statsu");
        terminal.waitFor("did you mean status?");
        terminal.waitForLast("old=>");
        terminal.enter("mvoe parent");
        terminal.waitFor("did you mean move?");
        terminal.waitForLast("old=>");
    }

    @Test
    void completesCommandsAndTables() {
        start();
        terminal.enter("create table parent_of_all(id int);");
        terminal.waitFor("CREATE TABLE");
        terminal.waitForLast("old=>");
        terminal.type("vers");
        terminal.key("Tab");
        terminal.waitForLast("old=> version");
        terminal.key("C-u");
        completeTable();
    }

    /** Names come in the background: they may need another key. */
    private void completeTable() {
        for (int i = 0; i < 50; i++) {
            terminal.type("select * from parent_o");
            terminal.key("Tab");
            terminal.type("#");
            if (terminal.waitFor("#").contains("from parent_of_all #")) {
                return;
            }
            terminal.key("C-u");
            terminal.enter("select " + i + ";");
            terminal.waitForLast("old=>");
        }
        throw new AssertionError(terminal.screen());
    }

    @Test
    void keepsHistoryToItselfAndWithoutSecrets() throws Exception {
        start();
        terminal.enter("create role nobody_" + ProcessHandle.current().pid() + " password 'hunter2';");
        terminal.waitFor("CREATE ROLE");
        terminal.enter("drop role nobody_" + ProcessHandle.current().pid() + ";");
        terminal.waitFor("Run it?");
        terminal.enter("y");
        terminal.waitFor("DROP ROLE");
        terminal.enter("quit");
        terminal.waitForLast("ready$");
        Path history = folder.resolve("pgford/history");
        assertThat(Files.readString(history)).contains("create role").doesNotContain("hunter2");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(history)))
                .isEqualTo("rw-------");
    }

    @Test
    void endsWithTheExitCodesOfTheDesign() throws Exception {
        assertThat(run("-c", "select 1; use new")).isZero();
        assertThat(run("-c", "select nosuch; select 1")).isEqualTo(1);
        assertThat(run("statsu")).isEqualTo(2);
        assertThat(run("-c", "expect 2 select 1")).isEqualTo(3);
        assertThat(run("--olld", "x")).isEqualTo(2);
        assertThat(run("use", "new", "--json")).isZero();
        assertThat(run("-f", "nosuch.pgford")).isEqualTo(1);
    }

    @Test
    void readsLinesFromStandardInput() throws Exception {
        Path input = Files.writeString(folder.resolve("in"), "use new\nselect 1 as a,\n  2 as b;\nstatsu\nselect 99\n");
        Path output = folder.resolve("out");
        ProcessBuilder builder = new ProcessBuilder(LAUNCHER.toString())
                .redirectInput(input.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment());
        assertThat(builder.start().waitFor()).isEqualTo(2);
        assertThat(Files.readString(output))
                .contains(" 1 | 2\n", "did you mean status?")
                .doesNotContain("99");
    }

    @Test
    void noPasswordIsAskedForARoleThatThereIsNot() {
        start();
        terminal.enter("worker start --on old --role nobody_at_all");
        terminal.waitFor("There is no role \"nobody_at_all\" on old that can log in");
        assertThat(terminal.waitForLast("old=>")).doesNotContain("Password of role");
    }

    private int run(String... arguments) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(LAUNCHER.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("ignored").toFile());
        builder.command().addAll(List.of(arguments));
        builder.environment().putAll(environment());
        Process process = builder.start();
        process.getOutputStream().close();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }
}
