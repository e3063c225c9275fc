package io.pgford.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgford.database.Connections;
import io.pgford.database.Endpoint;
import io.pgford.database.Quote;
import io.pgford.database.Rows;
import io.pgford.database.Side;
import io.pgford.pair.PostgresPair;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Roles, databases, sequences, keys, files, settings and other sessions whose names and texts hold escape sequences: whichever
 * command or question shows them, the terminal gets them written out.
 */
class HostileNamesIT extends OnATerminal {
    private static final String EVIL = "\u001b]0;owned\u0007";
    /** The same as one character that some terminals understand: C1. */
    private static final String ALSO_EVIL = "\u009d0;owned\u009c";

    private static final String SHOWN = "\\x1B]0;owned\\x07";
    private static final String NAME = "of" + ProcessHandle.current().pid() + EVIL;

    private final PostgresPair servers = PostgresPair.shared();
    private final Connections connections = new Connections(pair);
    private Map<String, String> environment = Map.of();
    private Path sent;

    @BeforeEach
    void describe() {
        environment = environment();
        environment.put("PGFORD_PASSWORD_APP", servers.roles().get("app").reveal());
        sent = folder.resolve("sent");
    }

    @AfterEach
    void close() {
        connections.close();
    }

    /** Everything that is sent from the first line of the program on is looked at in the end. */
    private void startRecorded() {
        open(100, 40, environment);
        terminal.record(sent);
        start();
    }

    private void onBoth(String... statements) {
        for (Side side : Side.values()) {
            on(side, statements);
        }
    }

    private void on(Side side, String... statements) {
        connections.with(side, c -> {
            for (String statement : statements) {
                Rows.run(c, statement);
            }
            return true;
        });
    }

    private void enterAndWait(String line) {
        terminal.enter(line);
        terminal.enter("select 'after ' || '" + line.hashCode() + "' as m;");
        terminal.waitFor("after " + line.hashCode());
        terminal.waitForLast("old=>");
    }

    private String allThatWasSent() throws IOException {
        return Files.readString(sent);
    }

    private void nothingHasSpokenToTheTerminal() throws IOException {
        assertThat(allThatWasSent()).doesNotContain(EVIL).doesNotContain(ALSO_EVIL);
    }

    @Test
    void questionsNameWhatTheyAskAboutWrittenOut() throws Exception {
        onBoth("CREATE TABLE " + Quote.identifier("t" + EVIL) + " (id int PRIMARY KEY)");
        on(
                Side.OLD,
                "INSERT INTO " + Quote.identifier("t" + EVIL) + " SELECT generate_series(1, 2000)",
                "CREATE TABLE " + Quote.identifier("gone" + EVIL) + " ()");
        String role = Quote.identifier(NAME);
        onBoth("CREATE ROLE " + role + " LOGIN", "GRANT ALL ON ALL TABLES IN SCHEMA public TO " + role);
        try {
            startRecorded();
            enterAndWait("\\du of*");
            terminal.enter("select format('drop table %I', relname) from pg_class where relname like 'gone%' \\gexec");
            terminal.waitForLast("To run it, type gone" + SHOWN + ":");
            terminal.enter("gone" + SHOWN);
            terminal.waitFor("DROP TABLE");
            terminal.enter("fdw init");
            terminal.waitFor("Password of role of" + ProcessHandle.current().pid() + SHOWN);
            terminal.key("C-c");
            terminal.waitFor("No password was given for role");
            terminal.waitForLast("old=>");
            onBoth("REVOKE ALL ON ALL TABLES IN SCHEMA public FROM " + role);
            for (String command : new String[] {"fdw init", "inherit", "fk off", "seq sync"}) {
                enterAndWait(command);
            }
            terminal.enter("move all --background --batch 10 --rate 50/s");
            terminal.waitForLast("old=>");
            terminal.key("C-d");
            terminal.waitFor(
                    "At work here: job 1 (\"t" + SHOWN + "\"). Stop after the current batch, and leave? [y/N]");
            terminal.enter("y");
            terminal.waitForLast("ready$");
        } finally {
            onBoth("DROP OWNED BY " + role + " CASCADE", "DROP ROLE " + role);
        }
        nothingHasSpokenToTheTerminal();
    }

    @Test
    void theGreetingAndTheSettingsAreNoExceptions() throws Exception {
        String database = Quote.identifier(NAME);
        on(Side.OLD, "CREATE DATABASE " + database);
        Files.createDirectories(folder.resolve("pgford"));
        Files.writeString(folder.resolve("pgford/config.yml"), """
                aliases: {say: "\\\\echo one \\e]0;owned\\a"}
                queries: {"q\\e]0;owned\\a": "select '\\e]0;owned\\a' as x;"}
                variables: {v: "\\e]0;owned\\a"}
                """);
        Endpoint end = pair.oldEnd();
        environment.computeIfPresent(
                "PGFORD_OLD",
                (name, uri) -> uri.substring(0, uri.length() - end.database().length())
                        + NAME.replace("\u001b", "%1B")
                                .replace("\u0007", "%07")
                                .replace("]", "%5D")
                                .replace(";", "%3B"));
        try {
            startRecorded();
            assertThat(terminal.screen()).contains(SHOWN);
            enterAndWait("\\conninfo");
            enterAndWait("\\l");
            terminal.enter("say");
            terminal.waitFor("one " + SHOWN);
            terminal.enter("\\n");
            terminal.waitFor("q" + SHOWN);
            enterAndWait("\\set");
            enterAndWait("\\echo :v");
            enterAndWait("select current_database();");
            enterAndWait("connect old postgresql://nobody@localhost:1/x%1B%5D0;owned%07");
            enterAndWait("status");
            enterAndWait("sa");
            terminal.enter("\\q");
            terminal.waitForLast("ready$");
        } finally {
            on(Side.OLD, "DROP DATABASE " + database + " WITH (FORCE)");
        }
        nothingHasSpokenToTheTerminal();
    }

    @Test
    void sequencesAndForeignKeysAreWrittenOut() throws Exception {
        String sequence = Quote.identifier("s" + EVIL);
        String father = Quote.identifier("father" + EVIL);
        onBoth(
                "CREATE SEQUENCE " + sequence,
                "CREATE TABLE " + father + " (id int PRIMARY KEY)",
                "CREATE TABLE son (id int PRIMARY KEY DEFAULT nextval('" + sequence + "'), father int CONSTRAINT "
                        + Quote.identifier("fk" + EVIL) + " REFERENCES " + father + ")",
                "CREATE FUNCTION " + Quote.identifier("f" + EVIL) + "() RETURNS int LANGUAGE sql AS 'SELECT 1'");
        on(Side.OLD, "CREATE VIEW " + Quote.identifier("v" + EVIL) + " AS SELECT '" + EVIL + "'::text AS x");
        startRecorded();
        for (String command : new String[] {
            "schema diff",
            "schema copy --dry-run",
            "schema copy",
            "fdw init",
            "inherit",
            "seq status",
            "seq sync",
            "fk off --dry-run",
            "fk off",
            "fk status",
            "\\d son",
            "\\ds",
            "\\df public.*",
            "\\dv",
            "\\d+ v*",
            "check fk",
            "fk on --dry-run",
            "plan",
            "counts --json",
        }) {
            enterAndWait(command);
        }
        on(Side.NEW, "INSERT INTO son VALUES (7, 7)");
        enterAndWait("check fk");
        enterAndWait("fk on");
        terminal.enter("seq status --watch=200ms");
        terminal.waitFor("q leaves");
        terminal.waitFor("s" + SHOWN);
        terminal.key("q");
        terminal.waitForLast("old=>");
        terminal.paste(("counts \"father" + EVIL + "\" --watch=200ms").getBytes(StandardCharsets.UTF_8));
        terminal.key("Enter");
        terminal.waitFor("q leaves");
        terminal.key("q");
        terminal.waitForLast("old=>");
        assertThat(allThatWasSent()).contains("fk" + SHOWN, "f" + SHOWN, "v" + SHOWN);
        nothingHasSpokenToTheTerminal();
    }

    @Test
    void whoeverHoldsALockIsNamedWithHisTextWrittenOut() throws Exception {
        onBoth("CREATE TABLE orders (id int PRIMARY KEY)");
        on(Side.OLD, "INSERT INTO orders SELECT generate_series(1, 1000)");
        try (TestShell shell = TestShell.on(pair, servers.roles())) {
            shell.mustRun("fdw init", "inherit", "fk off", "seq sync");
        }
        try (Connection holder = connections.open(Side.NEW, "test")) {
            Rows.run(holder, "SET application_name = '" + EVIL + "'");
            Rows.run(holder, "BEGIN; SELECT count(*) FROM orders; SELECT '" + EVIL + ALSO_EVIL + "'");
            startRecorded();
            terminal.enter("move orders --background");
            terminal.waitFor(SHOWN);
            terminal.waitForLast("old=>");
            enterAndWait("jobs");
            enterAndWait("jobs --json");
            enterAndWait("status");
            for (String view : new String[] {"status --watch=200ms", "jobs --watch=200ms"}) {
                terminal.enter(view);
                terminal.waitFor("q leaves");
                terminal.waitFor("orders");
                terminal.key("q");
                terminal.waitForLast("old=>");
            }
            Rows.run(holder, "ROLLBACK");
        }
        terminal.waitFor("is finished");
        enterAndWait("ledger");
        nothingHasSpokenToTheTerminal();
    }

    @Test
    void whatTheApplicationIsToldByItsServerIsWrittenOut() throws Exception {
        startRecorded();
        enterAndWait("schema apply scripts/sample.sql --on old");
        on(Side.OLD, """
                CREATE FUNCTION public.refuse() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    RAISE EXCEPTION 'told %s', chr(27) || ']0;owned' || chr(7);
                END $$
                """.replace("%s", "%"));
        terminal.enter("worker start --on old --clients 1 --fill 100");
        terminal.waitFor("works on old");
        terminal.waitForLast("old=>");
        on(Side.OLD, """
                CREATE TRIGGER refuse BEFORE INSERT OR UPDATE OR DELETE ON public.child
                FOR EACH ROW EXECUTE FUNCTION public.refuse()
                """);
        for (int i = 0; !terminal.screen().contains("told " + SHOWN); i++) {
            assertThat(i).as(terminal.screen()).isLessThan(100);
            enterAndWait("worker status");
        }
        terminal.enter("worker stop");
        terminal.waitFor("Verdict");
        terminal.waitForLast("old=>");
        nothingHasSpokenToTheTerminal();
    }

    @Test
    void filesAndScriptsAreWrittenOut() throws Exception {
        Path evil = Files.createDirectory(folder.resolve("evil"));
        Files.writeString(
                evil.resolve("one" + EVIL + ".pgford"), "-- said " + EVIL + "\nselect '" + EVIL + "' as x;\n");
        Files.writeString(evil.resolve("two" + EVIL + ".pgford"), "select nosuch" + EVIL + ";\n");
        startRecorded();
        terminal.type("play " + folder + "/ev");
        terminal.key("Tab");
        terminal.waitFor("evil/");
        terminal.key("Tab");
        terminal.waitFor("one?]0;owned?.pgford");
        terminal.key("C-c");
        terminal.waitForLast("old=>");
        for (String line : new String[] {
            "record start '" + evil + "/r" + EVIL + ".pgford'",
            "\\o '" + evil + "/o" + EVIL + "'",
            "select 1;",
            "\\o",
            "\\copy (select 1) to '" + evil + "/c" + EVIL + "'",
            "\\copy (select 1) to '" + evil + "/nosuch/c" + EVIL + "'",
            "select 1 \\g '" + evil + "/g" + EVIL + "'",
            "play '" + evil + "/one" + EVIL + ".pgford'",
            "play '" + evil + "/two" + EVIL + ".pgford'",
            "\\i '" + evil + "/nosuch" + EVIL + "'",
            "record stop",
            "statsu" + EVIL,
            "\\nosuch" + EVIL,
            "status --" + EVIL,
        }) {
            terminal.paste(line.getBytes(StandardCharsets.UTF_8));
            enterAndWait("");
        }
        assertThat(allThatWasSent()).contains("said " + SHOWN);
        nothingHasSpokenToTheTerminal();
    }

    @Test
    void aPagerAndWhatProgramsReadAreNoWayRoundEither() throws Exception {
        environment.put("LESS", "-R");
        on(Side.OLD, """
                CREATE FUNCTION tell(i int) RETURNS text LANGUAGE plpgsql AS $$
                BEGIN
                    RAISE NOTICE 'told %s', chr(27) || ']0;owned' || chr(7);
                    RETURN U&'\\009d0;owned\\009c';
                END $$
                """.replace("%s", "%"));
        startRecorded();
        for (String format : new String[] {"aligned", "unaligned", "csv", "json", "markdown", "html"}) {
            enterAndWait("\\pset format " + format);
            terminal.enter("select i, tell(i) as bytes, E'\\x1b]0;owned\\x07' as x from generate_series(1, 90) i;");
            terminal.waitFor(screen -> screen.stripTrailing().endsWith("\n:"), "a pager");
            terminal.type("q");
            terminal.waitForLast("old=>");
        }
        enterAndWait("\\pset format aligned");
        enterAndWait("\\copy (select tell(1), E'\\x1b]0;owned\\x07') to stdout");
        enterAndWait("copy (select tell(1), E'\\x1b]0;owned\\x07') to stdout;");
        terminal.enter("\\q");
        terminal.waitForLast("ready$");
        for (String format : new String[] {"unaligned", "csv", "json"}) {
            terminal.enter(
                    "clear; echo \"select tell(1), E'\\x1b]0;owned\\x07';\" | " + LAUNCHER + " --format " + format);
            terminal.waitFor("owned");
            terminal.waitForLast("ready$");
        }
        terminal.enter(
                "clear; " + LAUNCHER
                        + " --debug -c 'select tell(1); do $$ begin raise exception $q$%$q$, chr(27) || $q$]0;owned$q$ || chr(7); end $$;'");
        terminal.waitFor("SQLException");
        terminal.waitForLast("ready$");
        nothingHasSpokenToTheTerminal();
    }

    @Test
    void aDumbTerminalIsNotSpokenToEither() throws Exception {
        onBoth("CREATE TABLE " + Quote.identifier("bad" + EVIL) + " (id int PRIMARY KEY)");
        environment.put("TERM", "dumb");
        startRecorded();
        enterAndWait("\\dt");
        terminal.type("select * from ba");
        terminal.key("Tab");
        terminal.key("Tab");
        terminal.key("C-c");
        terminal.waitForLast("old=>");
        terminal.paste(("select '" + EVIL + "' as x;").getBytes(StandardCharsets.UTF_8));
        terminal.key("Enter");
        terminal.waitFor("1 row");
        enterAndWait("counts");
        nothingHasSpokenToTheTerminal();
    }
}
