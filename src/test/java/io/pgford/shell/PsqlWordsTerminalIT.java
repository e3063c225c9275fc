package io.pgford.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgford.database.Connections;
import io.pgford.database.Pair;
import io.pgford.database.Secret;
import io.pgford.database.Side;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Words that psql's users have in their fingers and that ask, edit or show a state, on a real pseudo terminal. */
class PsqlWordsTerminalIT extends OnATerminal {

    @BeforeEach
    void open() throws Exception {
        Path editor = Files.writeString(folder.resolve("editor"), "#!/bin/sh\nsed -i s/one/two/ \"$1\"\n");
        Files.setPosixFilePermissions(editor, PosixFilePermissions.fromString("rwx------"));
        Map<String, String> environment = environment();
        environment.put("PSQL_EDITOR", editor.toString());
        open(100, 40, environment);
        start();
    }

    @Test
    void thePromptSaysThatABranchIsNotRunAndCtrlCLeavesIt() {
        terminal.enter("\\if false");
        terminal.waitForLast("old@>");
        terminal.enter("create table never(id int);");
        terminal.waitFor("lines are skipped");
        terminal.enter("\\else");
        terminal.waitForLast("old=>");
        terminal.enter("\\if false");
        terminal.waitForLast("old@>");
        terminal.type("half");
        terminal.key("C-c");
        terminal.waitFor("Left the \\if: \\if false");
        terminal.waitForLast("old=>");
        terminal.enter("select to_regclass('never') is null as nothing_made;");
        assertThat(terminal.waitFor("1 row in")).contains("nothing_made\n──────────────\n t");
    }

    @Test
    void asksForAVariable() {
        terminal.enter("\\prompt 'Which number?' number");
        terminal.waitForLast("Which number?");
        terminal.enter("21");
        terminal.waitForLast("old=>");
        terminal.enter("select :number * 2 as doubled;");
        terminal.waitFor("42\n1 row");
        terminal.enter("\\prompt number");
        terminal.waitForLast("number:");
        terminal.key("C-c");
        terminal.waitFor("Nobody has answered, so number is not set");
        terminal.waitForLast("old=>");
        terminal.enter("\\echo :number");
        terminal.waitFor("echo :number\n21");
    }

    @Test
    void changesAPasswordWithoutShowingIt() throws Exception {
        String role = "walker_" + ProcessHandle.current().pid();
        terminal.enter("create role " + role + " login superuser;");
        terminal.waitFor("CREATE ROLE");
        terminal.enter("\\password " + role);
        terminal.waitForLast("New password of role " + role + ":");
        terminal.enter("hunter2");
        terminal.waitForLast("Once more:");
        terminal.enter("hunter3");
        terminal.waitFor("The two are not the same");
        terminal.waitForLast("old=>");
        terminal.enter("\\password " + role);
        terminal.waitForLast("New password of role " + role + ":");
        terminal.enter("hunter2");
        terminal.waitForLast("Once more:");
        terminal.enter("hunter2");
        terminal.waitFor("The password of " + role + " is changed on old.");
        assertThat(terminal.screen()).doesNotContain("hunter");
        Pair walker =
                new Pair(pair.oldEnd().as(role, new Secret("hunter2")), pair.newEnd(), pair.fdwHost(), pair.fdwPort());
        try (Connections asRole = new Connections(walker);
                Connection connection = asRole.open(Side.OLD, "test")) {
            assertThat(connection.isValid(5)).isTrue();
        }
        terminal.enter("drop role " + role + ";");
        terminal.waitFor("Run it?");
        terminal.enter("y");
        terminal.waitFor("DROP ROLE");
    }

    @Test
    void editsAFunctionAndAView() {
        terminal.enter("create function number() returns text language sql as $$ select 'one' $$;");
        terminal.waitFor("CREATE FUNCTION");
        terminal.enter("\\ef number");
        terminal.waitForLast("old;> AS $function$ select 'two' $function$;");
        terminal.key("Enter");
        terminal.waitForLast("old=>");
        terminal.enter("select 'it is ' || number() as said;");
        terminal.waitFor("it is two");
        terminal.enter("\\ef number");
        terminal.waitFor("Left as it was; nothing to run.");
        terminal.waitForLast("old=>");
        terminal.enter("create view numbers as select 'one' as one;");
        terminal.waitFor("CREATE VIEW");
        terminal.enter("\\ev numbers");
        terminal.waitForLast("old;>  SELECT 'two'::text AS one;");
        terminal.key("C-c");
        terminal.waitForLast("old=>");
    }

    @Test
    void givesTheTerminalToAProgram() {
        terminal.enter("\\! printf 'name? '; read name; echo \"hello $name\"");
        terminal.waitForLast("name?");
        terminal.enter("walker");
        terminal.waitFor("hello walker");
        terminal.waitForLast("old=>");
        terminal.enter("\\! echo begun; sleep 600");
        terminal.waitFor("\nbegun");
        terminal.key("C-c");
        terminal.waitFor("ended with code 130");
        terminal.waitForLast("old=>");
        terminal.enter("select 'still' || ' here';");
        terminal.waitFor("still here");
    }

    @Test
    void goesOnWhereCtrlCEndsTheEditor() throws Exception {
        Files.writeString(folder.resolve("editor"), "#!/bin/sh\necho open; sleep 600\n");
        terminal.enter("select 'typed before';");
        terminal.waitFor("1 row in");
        terminal.enter("\\e");
        terminal.waitFor("\nopen");
        terminal.key("C-c");
        terminal.waitFor("ended with code 130");
        terminal.waitForLast("old=>");
        terminal.enter("select 'still' || ' here';");
        terminal.waitFor("still here");
    }
}
