package io.pgford.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgford.database.Endpoint;
import io.pgford.database.Pair;
import io.pgford.pair.PostgresPair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that are watched, on a real pseudo terminal. */
class LiveViewIT {
    private static final Path LAUNCHER = Path.of(System.getProperty("pgford.home", ""), "scripts", "pgford");

    @TempDir
    private Path folder;

    private final Pair pair = PostgresPair.shared().fresh();
    private Tmux terminal;

    @BeforeEach
    void open() {
        terminal = new Tmux(
                80,
                24,
                Map.of(
                        "XDG_STATE_HOME", folder.toString(),
                        "LC_ALL", "C.UTF-8",
                        "PGFORD_OLD", uri(pair.oldEnd()),
                        "PGFORD_NEW", uri(pair.newEnd())));
    }

    @AfterEach
    void close() {
        terminal.close();
    }

    private static String uri(Endpoint end) {
        String password = end.password().map(secret -> ":" + secret.reveal()).orElse("");
        return "postgresql://" + end.user() + password + "@" + end.host() + ":" + end.port() + "/" + end.database();
    }

    private void start() {
        terminal.enter("clear; " + LAUNCHER.toAbsolutePath());
        terminal.waitForLast("old=>");
    }

    @Test
    void followsWhatHappensAndGivesTheScreenBack() {
        start();
        terminal.enter("create table kept(id int primary key);");
        terminal.waitFor("CREATE TABLE");
        terminal.enter("counts --watch=200ms");
        assertThat(terminal.waitFor("q leaves")).contains("counts").doesNotContain("CREATE TABLE");
        terminal.waitFor("kept");
        try (TestShell other = TestShell.on(pair)) {
            other.mustRun("@old insert into kept select generate_series(1, 1234);");
        }
        terminal.waitFor("1,234");
        terminal.key("q");
        assertThat(terminal.waitForLast("old=>")).contains("CREATE TABLE").doesNotContain("q leaves");
    }

    @Test
    void fitsItselfToTheTerminalAndPauses() {
        start();
        terminal.enter("status --watch=200ms");
        terminal.waitFor("sessions");
        terminal.resize(60, 7);
        terminal.waitFor("scroll");
        terminal.resize(100, 40);
        terminal.waitFor(screen -> !screen.contains("scroll") && screen.contains("q leaves"), "all of it");
        terminal.key("Space");
        terminal.waitFor("paused");
        terminal.key("Space");
        terminal.waitFor("space pauses");
        terminal.key("C-c");
        terminal.waitForLast("old=>");
        terminal.enter("select 1 as still_here;");
        terminal.waitFor("1 row in");
    }

    @Test
    void goesOnWhenALookFails() {
        start();
        terminal.enter("counts nosuch --watch=200ms");
        terminal.waitFor("nosuch");
        terminal.waitFor("q leaves");
        terminal.key("q");
        terminal.waitForLast("old=>");
        terminal.enter("status --watch=1ms");
        terminal.waitFor("ten times a second at most");
    }

    @Test
    void addsLookToLookWhereThereIsNoScreen() throws IOException {
        terminal.enter("clear; setsid --wait timeout --signal=INT 5 " + LAUNCHER.toAbsolutePath()
                + " status --watch=300ms </dev/null | grep -c '^-- [0-9][0-9]:' > " + folder.resolve("looks")
                + "; clear; echo it is over");
        terminal.waitFor("it is over\nready$");
        assertThat(Integer.parseInt(Files.readString(folder.resolve("looks")).strip()))
                .isGreaterThan(1);
    }
}
