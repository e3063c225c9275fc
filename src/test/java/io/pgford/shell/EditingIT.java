package io.pgford.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgford.database.Connections;
import io.pgford.database.Rows;
import io.pgford.database.Side;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Typing, on a real pseudo terminal. */
class EditingIT extends OnATerminal {

    private Map<String, String> environment = Map.of();

    @BeforeEach
    void describe() throws IOException {
        environment = environment();
        environment.put("PSQL_EDITOR", editor());
    }

    /** An editor that puts another word in the place of the first 1. */
    private String editor() throws IOException {
        Path script = Files.writeString(folder.resolve("editor"), "#!/bin/sh\nsed -i s/1/4711/ \"$1\"\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        return script.toString();
    }

    private void open() {
        open(100, 40, environment);
        start();
    }

    private void config(String yaml) throws IOException {
        Files.createDirectories(folder.resolve("pgford"));
        Files.writeString(folder.resolve("pgford/config.yml"), yaml);
    }

    @Test
    void eachContinuationSaysWhyItWaits() {
        open();
        terminal.enter("select 1,");
        terminal.waitForLast("old;>");
        terminal.enter("'a");
        terminal.waitForLast("old'>");
        terminal.enter("', \"b");
        terminal.waitForLast("old\">");
        terminal.enter("\", $$");
        terminal.waitForLast("old$$>");
        terminal.enter("$$, (");
        terminal.waitForLast("old(>");
        terminal.enter("2) /*");
        terminal.waitForLast("old*>");
        terminal.key("C-c");
        terminal.waitForLast("old=>");
    }

    @Test
    void offersWhatTheStatementKnows() {
        open();
        terminal.enter("create table father(id int primary key, given text);");
        terminal.waitFor("CREATE TABLE");
        terminal.enter("create table son(id int, father_id int references father, \"order\" int);");
        terminal.waitFor("CREATE TABLE");
        terminal.enter("\\refresh");
        terminal.waitForLast("old=>");
        waitUntilKnown();
        terminal.type("select f.giv");
        terminal.type(" from father f");
        for (int i = 0; i < " from father f".length(); i++) {
            terminal.key("Left");
        }
        terminal.key("Tab");
        terminal.waitFor("select f.given from father f");
        terminal.key("C-u");
        terminal.type("select * from father f join son s on ");
        terminal.key("Tab");
        terminal.waitFor("s.father_id = f.id");
        terminal.key("C-u");
        terminal.type("select s.ord");
        terminal.key("C-u");
        terminal.type("update son set ord");
        terminal.key("Tab");
        terminal.waitForLast("old=> update son set \"order\"");
        terminal.key("C-u");
        terminal.enter("select * from fathr;");
        terminal.waitFor("Did you mean father?");
    }

    @Test
    void saysWhatFitsWhileOneTypes() {
        open();
        terminal.enter("create table father(id int primary key, given text); create view far as select 1 as one;");
        terminal.waitFor("CREATE VIEW");
        terminal.enter("create table son(id int, father_id int references father, \"order\" int);");
        terminal.waitFor("CREATE TABLE");
        waitUntilKnown();
        terminal.type("select * from fa");
        terminal.waitForLast("old=> select * from fa");
        terminal.key("C-u");
        terminal.enter("\\set shell.offer on");
        terminal.waitForLast("old=>");
        terminal.type("select * from fa");
        assertThat(lineBelow("select * from fa")).startsWith("tables: far, father");
        terminal.type("ther f join son s on s");
        assertThat(lineBelow("join son s on s")).startsWith("joins: s.father_id = f.id   tables: s.");
        terminal.type(".");
        assertThat(lineBelow("on s.")).contains("columns: id, father_id, \"order\"");
        terminal.resize(40, 30);
        terminal.waitFor(shown -> shown.stripTrailing().endsWith("…"), "a line cut to the screen");
        assertThat(lineBelow("on s.")).hasSizeLessThan(40).startsWith("joins: ");
        terminal.resize(100, 40);
        terminal.type("father_id = f.id;");
        terminal.key("Enter");
        terminal.waitFor("0 rows");
        assertThat(terminal.waitForLast("old=>")).doesNotContain("columns:", "tables:");
        terminal.type("mov");
        assertThat(lineBelow("mov")).startsWith("commands: move");
        terminal.key("C-c");
        assertThat(terminal.waitForLast("old=>")).doesNotContain("commands:");
    }

    private String lineBelow(String typed) {
        String screen = terminal.waitFor(
                shown -> shown.stripTrailing().matches("(?s).*\\Q" + typed + "\\E\\n[^\\n]+"), "a line below");
        return screen.stripTrailing().substring(screen.stripTrailing().lastIndexOf('\n') + 1);
    }

    /** Names come in the background: they may need another key. */
    private void waitUntilKnown() {
        for (int i = 0; i < 100; i++) {
            // The one that was made last: the names may have been read in between.
            terminal.type("select * from so");
            terminal.key("Tab");
            terminal.type("#");
            boolean known = terminal.waitFor("#").contains("from son #");
            terminal.key("C-u");
            if (known) {
                return;
            }
            terminal.enter("\\refresh");
            terminal.waitForLast("old=>");
        }
        throw new AssertionError(terminal.screen());
    }

    @Test
    void suggestsWhatOnlyLooksAndNothingElse() {
        open();
        terminal.enter("select 12345 as seen;");
        terminal.waitFor("1 row");
        terminal.enter("create table danger(id int);");
        terminal.waitFor("CREATE TABLE");
        terminal.enter("delete from danger where id = 77;");
        terminal.waitFor("DELETE 0");
        terminal.enter("clear_the_screen");
        terminal.waitForLast("old=>");
        terminal.type("select 123");
        terminal.waitForLast("old=> select 12345 as seen;");
        terminal.key("Right");
        terminal.key("Enter");
        terminal.waitFor("12345\n1 row");
        terminal.type("delete from d");
        terminal.waitForLast("old=> delete from d");
        terminal.key("Right");
        terminal.type("#");
        terminal.waitForLast("old=> delete from d#");
    }

    @Test
    void searchesTheHistory() {
        open();
        terminal.enter("select 'first';");
        terminal.waitFor("1 row");
        terminal.enter("version");
        terminal.waitFor("pgford 0");
        terminal.waitForLast("old=>");
        terminal.type("sel");
        terminal.key("Up");
        terminal.waitForLast("old=> select 'first';");
        terminal.key("Down");
        terminal.waitFor("old=> sel");
        terminal.key("C-u");
        terminal.key("C-r");
        terminal.type("irst");
        terminal.waitFor("bck-i-search");
        terminal.waitFor("select 'first';");
        terminal.key("C-c");
        terminal.waitForLast("old=>");
    }

    @Test
    void editsInTheOperatorsEditor() {
        open();
        terminal.enter("select 1 as one;");
        terminal.waitFor("1 row");
        terminal.enter("\\e");
        terminal.waitForLast("old=> select 4711 as one;");
        terminal.key("Enter");
        terminal.waitFor("4711\n1 row");
        terminal.waitForLast("old=>");
        terminal.type("select 1 as two");
        terminal.key("C-x");
        terminal.key("C-e");
        terminal.waitForLast("old=> select 4711 as two");
        terminal.key("C-c");
        terminal.waitForLast("old=>");
    }

    @Test
    void takesViKeysAliasesQueriesAndVariables() throws IOException {
        config("""
                shell: {editing: vi}
                aliases: {ver: version}
                queries: {twice: "select :1 * 2 as doubled;"}
                variables: {n: 20}
                startup: \\set m 1
                """);
        open();
        terminal.type("select 42 as b;");
        terminal.key("Escape");
        terminal.waitForLast("old=> select 42 as b;");
        terminal.type("0x");
        terminal.waitForLast("old=> elect 42 as b;");
        terminal.type("is");
        terminal.key("Enter");
        terminal.waitFor("42\n1 row");
        terminal.enter("ver");
        terminal.waitFor("> version\npgford");
        terminal.enter("\\n twice 21");
        terminal.waitFor("doubled");
        terminal.enter("select :n + :m as sum, ':n' as text;");
        terminal.waitFor(" 21 │ :n");
        terminal.enter("\\set shell.editing emacs");
        terminal.waitForLast("old=>");
        terminal.type("elect 43 as c;");
        terminal.key("C-a");
        terminal.type("s");
        terminal.key("Enter");
        terminal.waitFor("43\n1 row");
    }

    @Test
    void takesAHundredPastedStatementsAtOnce() {
        open();
        String pasted = IntStream.rangeClosed(1, 100)
                .mapToObj(i -> "select " + i + " as value_" + i + ";")
                .collect(Collectors.joining("\n"));
        terminal.paste(pasted.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        terminal.waitFor("value_100;");
        assertThat(terminal.screen()).as("nothing runs before Enter").doesNotContain("1 row");
        terminal.key("Enter");
        terminal.waitFor(" value_100\n");
        terminal.waitForLast("old=>");
    }

    @Test
    void takesAPastedStatementOfFiveMegabytes() {
        open();
        String rows = IntStream.rangeClosed(1, 50_000)
                .mapToObj(i -> "(" + i + ", 'a row " + "x".repeat(90) + "')")
                .collect(Collectors.joining(",\n"));
        terminal.paste(("select 'seen: ' || count(*) || '/' || sum(a) from (values\n" + rows + ") as v(a, b);")
                .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        terminal.waitFor("as v(a, b);");
        for (int i = 0; i < 10; i++) {
            terminal.key("Left");
            terminal.type("c");
            terminal.key("BSpace");
            terminal.key("Right");
        }
        terminal.key("Enter");
        terminal.waitFor("seen: 50000/1250025000");
        terminal.enter("select 'still' || ' here';");
        terminal.waitFor("still here");
    }

    @Test
    void survivesPastedBytesThatAreNoText() {
        open();
        byte[] bytes = {
            's', 'e', 'l', 'e', 'c', 't', ' ', '\'', (byte) 0xff, (byte) 0xc3, '\'', ' ', 'a', 's', ' ', 'x', ';'
        };
        terminal.paste(bytes);
        terminal.waitFor("as x;");
        terminal.key("Enter");
        terminal.waitFor("1 row");
        terminal.enter("select 'still' || ' here';");
        terminal.waitFor("still here");
    }

    @Test
    void comesBackFromCtrlZ() {
        open();
        terminal.type("select 'half");
        terminal.waitForLast("old=> select 'half");
        terminal.key("C-z");
        terminal.waitForLast("ready$");
        terminal.enter("fg");
        terminal.waitForLast("old=> select 'half");
        terminal.enter(" done';");
        terminal.waitFor("half done\n");
        terminal.waitForLast("old=>");
        terminal.paste("select 1;\nselect 'two' as pasted;".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        terminal.waitFor("as pasted;");
        terminal.key("C-c");
        terminal.waitForLast("old=>");
        terminal.key("C-d");
        terminal.waitForLast("ready$");
    }

    @Test
    void sendsAStatementOfFiveMegabytes() throws IOException {
        Path file = Files.writeString(
                folder.resolve("big.sql"), "select length('" + "x".repeat(5_000_000) + "') as bytes;\n");
        open();
        terminal.enter("\\i " + file);
        terminal.waitFor("5000000");
    }

    @Test
    void showsNoColoursWhereNoneAreWanted() {
        environment.put("NO_COLOR", "1");
        open();
        terminal.enter("select 1 as plain;");
        terminal.waitFor("1 row");
        assertThat(terminal.screenWithColours()).doesNotContain("\u001b[");
    }

    @Test
    void worksOnADumbTerminal() {
        environment.put("TERM", "dumb");
        open();
        terminal.enter("select 6 * 7 as answer;");
        terminal.waitFor("42");
        terminal.waitForLast("old=>");
        assertThat(terminal.screenWithColours()).doesNotContain("\u001b[3");
    }

    @Test
    void aKeyNeverWaitsForTwentyThousandTables() {
        try (Connections connections = new Connections(pair)) {
            connections.with(Side.OLD, c -> {
                for (int thousand = 0; thousand < 20; thousand++) {
                    // A transaction each: the locks of all at once would be more than the server has room for.
                    Rows.run(c, """
                            DO $$ BEGIN
                                FOR i IN 1..1000 LOOP EXECUTE 'CREATE TABLE crowd_%d_' || i || ' ()'; END LOOP;
                            END $$
                            """.formatted(thousand));
                }
                return true;
            });
        }
        open();
        // Typed while the names are being read: what is typed is there, whether or not anything is offered yet.
        terminal.type("select * from crowd_7_99");
        terminal.key("Tab");
        terminal.type("#");
        terminal.waitFor("crowd_7_99");
        terminal.waitFor("#");
        terminal.key("C-u");
        for (int i = 0; ; i++) {
            terminal.type("select * from crowd_19_1000");
            terminal.key("BSpace");
            terminal.key("BSpace");
            terminal.type("00");
            terminal.key("Tab");
            terminal.type("#");
            boolean known = terminal.waitFor("#").contains("crowd_19_1000 #");
            terminal.key("C-u");
            if (known) {
                break;
            }
            assertThat(i).isLessThan(200);
        }
        terminal.type("select * from crowd_");
        terminal.key("Tab");
        terminal.type("1");
        terminal.key("C-c");
        terminal.waitForLast("old=>");
        terminal.enter("select 'goes ' || 'on' as it;");
        terminal.waitFor("goes on");
    }
}
