package io.pgford.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commands that are watched, on a real pseudo terminal. */
class LiveViewIT extends OnATerminal {

    @BeforeEach
    void open() {
        open(80, 24, environment());
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
        terminal.enter("clear; setsid --wait timeout --signal=INT 5 " + LAUNCHER
                + " status --watch=300ms </dev/null | grep -c '^-- [0-9][0-9]:' > " + folder.resolve("looks")
                + "; clear; echo it is over");
        terminal.waitFor("it is over\nready$");
        assertThat(Integer.parseInt(Files.readString(folder.resolve("looks")).strip()))
                .isGreaterThan(1);
    }
}
