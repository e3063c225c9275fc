package io.pgford.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgford.database.Connections;
import io.pgford.database.Rows;
import io.pgford.database.Side;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
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

    @Test
    void statusNamesWhoWaitsForALockAndBehindWhom() throws Exception {
        try (Connections connections = new Connections(pair);
                Connection holder = connections.open(Side.NEW, "test");
                Connection waiter = connections.open(Side.NEW, "test")) {
            Rows.run(holder, "CREATE TABLE wanted(id int); SET application_name = 'holder'");
            Rows.run(holder, "BEGIN; LOCK TABLE wanted");
            Rows.run(waiter, "SET application_name = 'waiter'");
            Thread waiting = new Thread(() -> {
                try {
                    Rows.run(waiter, "DROP TABLE wanted");
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            waiting.start();
            start();
            terminal.enter("status --watch=200ms");
            terminal.waitFor(" waiter");
            assertThat(terminal.waitFor(" holder")).contains("behind", "idle in transaction");
            Rows.run(holder, "ROLLBACK");
            waiting.join();
            terminal.waitFor(screen -> screen.contains("q leaves") && !screen.contains("behind"), "no lock any more");
            terminal.key("q");
            terminal.waitForLast("old=>");
        }
    }

    @Test
    void helpGoesThroughThePager() {
        start();
        terminal.enter("help");
        assertThat(terminal.waitFor("sandbox start")).doesNotContain("version         tell");
        terminal.key("End");
        terminal.type("q");
        terminal.waitForLast("old=>");
        terminal.enter("\\pset pager off");
        terminal.waitFor("pager is off.");
        terminal.enter("help");
        terminal.waitFor("tell the version of pgford");
        terminal.waitForLast("old=>");
    }
}
