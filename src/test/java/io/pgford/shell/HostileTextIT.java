package io.pgford.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgford.database.Connections;
import io.pgford.database.Rows;
import io.pgford.database.Side;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Whatever a database says, it never speaks to the terminal: everything that is sent there is recorded, and looked through for
 * the escape sequence that names, values and messages hold.
 */
class HostileTextIT extends OnATerminal {
    private static final String EVIL = "\u001b]0;owned\u0007";
    private Path sent;

    @BeforeEach
    void open() throws IOException {
        try (Connections connections = new Connections(pair)) {
            for (Side side : Side.values()) {
                connections.with(side, c -> {
                    Rows.run(
                            c,
                            "CREATE TABLE \"bad" + EVIL + "\" (id int PRIMARY KEY, \"select\" int, \"c" + EVIL
                                    + "\" text)");
                    Rows.run(c, "COMMENT ON TABLE \"bad" + EVIL + "\" IS 'c" + EVIL + "'");
                    Rows.run(c, """
                            CREATE FUNCTION tell() RETURNS void LANGUAGE plpgsql AS $$
                            BEGIN
                                RAISE NOTICE 'notice %s', chr(27) || ']0;owned' || chr(7);
                                RAISE EXCEPTION USING MESSAGE = 'message ' || chr(27) || ']0;owned' || chr(7),
                                    DETAIL = 'detail ' || chr(27) || ']0;owned' || chr(7),
                                    HINT = 'hint ' || chr(27) || ']0;owned' || chr(7);
                            END $$
                            """.replace("%s", "%"));
                    return true;
                });
            }
            connections.with(
                    Side.OLD,
                    c -> Rows.change(
                            c,
                            "INSERT INTO \"bad" + EVIL
                                    + "\" SELECT i, i, chr(27) || ']0;owned' || chr(7) FROM generate_series(1, 2000) i"));
        }
        open(100, 40, environment());
        sent = folder.resolve("sent");
        start();
        terminal.record(sent);
    }

    @Test
    void noEscapeSequenceOfTheDatabaseReachesTheTerminal() throws Exception {
        terminal.enter("select tell();");
        terminal.waitFor("hint \\x1B]0;owned");
        assertThat(terminal.screen()).contains("notice \\x1B", "message \\x1B", "detail \\x1B");
        enterAndWait("\\dt");
        enterAndWait("\\d bad*");
        enterAndWait("\\x on");
        terminal.enter("table nosuch;");
        terminal.waitFor("42P01");
        terminal.waitForLast("old=>");
        terminal.type("select * from ba");
        terminal.key("Tab");
        terminal.key("Tab");
        terminal.key("C-c");
        terminal.waitForLast("old=>");
        for (String command :
                new String[] {"counts", "fdw init", "inherit", "status", "plan", "schema diff", "seq sync"}) {
            enterAndWait(command);
        }
        enterAndWait("@new select * from pg_class where relname like 'bad%' limit 1;");
        terminal.enter("move all --background --batch 20 --rate 200/s");
        terminal.waitFor("limited by --rate 200/s");
        terminal.enter("status --watch");
        terminal.waitFor("q leaves");
        terminal.waitFor("bad");
        terminal.key("q");
        terminal.waitForLast("old=>");
        enterAndWait("jobs");
        enterAndWait("ledger");
        terminal.enter("pace --rate off");
        terminal.waitFor("is finished");
        String all = new String(Files.readAllBytes(sent), StandardCharsets.UTF_8);
        assertThat(all).contains("\\x1B]0;owned");
        assertThat(all).doesNotContain("\u001b]0;owned").doesNotContain("\u009d0;owned");
    }

    @Test
    void whatIsPastedOrComesFromTheEditorDoesNotSpeakToTheTerminalEither() throws Exception {
        terminal.paste(("select 'one' as x, '" + EVIL + "' as y").getBytes(StandardCharsets.UTF_8));
        terminal.waitFor("' as y");
        terminal.enter(";");
        terminal.waitFor("\\x1B]0;owned");
        terminal.waitForLast("old=>");
        terminal.key("Up");
        terminal.waitForLast("old=> select 'one' as x, '?]0;owned?' as y;");
        assertThat(Files.readString(sent)).doesNotContain("\u001b]0;owned");
    }

    @Test
    void aFileThatIsNoTextIsRefusedWhole() throws Exception {
        Path file = folder.resolve("latin.sql");
        Files.write(file, "create table made(id int);\nselect '\u00fc' as x;\n".getBytes(StandardCharsets.ISO_8859_1));
        terminal.enter("\\i " + file);
        terminal.waitFor("UTF-8");
        terminal.waitForLast("old=>");
        terminal.enter("select to_regclass('made') is null as nothing_was_run;");
        assertThat(terminal.waitFor("1 row in")).contains("nothing_was_run\n─────────────────\n t");
    }

    @Test
    void aColumnWhoseNameIsAKeywordIsShownAndCompleted() {
        terminal.enter("create table t(\"select\" int, \"Order\" text); insert into t values (1, 'x');");
        terminal.waitFor("INSERT");
        terminal.enter("select \"select\", \"Order\" from t where \"select\" = 1;");
        assertThat(terminal.waitFor("1 row in")).contains(" select │ Order");
    }

    private void enterAndWait(String line) {
        terminal.enter(line);
        terminal.enter("select 'after ' || '" + line.hashCode() + "' as m;");
        terminal.waitFor("after " + line.hashCode());
        terminal.waitForLast("old=>");
    }
}
