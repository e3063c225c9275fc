package io.pgford.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgford.problem.Exit;
import org.junit.jupiter.api.Test;

class CommandRunnerTest {
    @Test
    void runsACommandAndPrintsItsAnswer() {
        try (TestShell shell = TestShell.withoutPair()) {
            TestShell.Result result = shell.mustRun("use new");
            assertThat(result.out()).isEqualTo("SQL goes to new now.\n");
        }
    }

    @Test
    void everyCommandHasHelpAndJson() {
        try (TestShell shell = TestShell.withoutPair()) {
            assertThat(shell.mustRun("use --help").out()).startsWith("Usage: use old|new");
            assertThat(shell.mustRun("use new --json").out()).contains("\"messages\" : [ \"SQL goes to new now.\" ]");
            assertThat(shell.run("use nwe --json").out()).contains("\"error\" : ");
            assertThat(shell.mustRun("help").out()).contains("connect", "quit", "version");
        }
    }

    @Test
    void saysWhatWasWrongAndWhatToDo() {
        try (TestShell shell = TestShell.withoutPair()) {
            TestShell.Result result = shell.run("use nwe");
            assertThat(result.exit()).isEqualTo(Exit.USAGE);
            assertThat(result.err()).contains("needs old or new, not \"nwe\"", "Usage: use old|new");
            assertThat(shell.run("versoin").err()).contains("did you mean version?");
            assertThat(shell.run("use new old").err()).contains("\"old\" is one argument too many for use");
            assertThat(shell.run("use new --jsn").err()).contains("use has no option --jsn", "Did you mean --json?");
            assertThat(shell.run("use").err()).contains("use needs old|new");
        }
    }
}
