package io.pgford.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgford.database.Connections;
import io.pgford.database.Rows;
import io.pgford.database.Side;
import io.pgford.pair.PostgresPair;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Moves on a real pseudo terminal of 80 columns: Ctrl-C, the background, leaving, and a terminal that is closed. */
class JobsTerminalIT extends OnATerminal {
    private static final int ROWS = 4_000;

    private final PostgresPair servers = PostgresPair.shared();
    private final Connections connections = new Connections(pair);

    @BeforeEach
    void open() {
        for (Side side : Side.values()) {
            connections.with(side, c -> {
                Rows.run(c, "CREATE TABLE orders (id int PRIMARY KEY, v text)");
                return true;
            });
        }
        connections.with(
                Side.OLD,
                c -> Rows.change(c, "INSERT INTO orders SELECT i, i FROM generate_series(1, " + ROWS + ") i"));
        try (TestShell shell = TestShell.on(pair, servers.roles())) {
            shell.mustRun("fdw init", "inherit", "fk off", "seq sync");
        }
        open(80, 24, environment());
        start();
    }

    @AfterEach
    void close() {
        connections.close();
    }

    private long number(String sql) {
        return connections.with(Side.NEW, c -> Rows.number(c, sql));
    }

    private void waitUntil(String sql) throws InterruptedException {
        for (int i = 0; number("SELECT (" + sql + ")::int") == 0; i++) {
            assertThat(i).as(sql).isLessThan(600);
            Thread.sleep(50);
        }
    }

    private void everyRowIsThereOnce() {
        assertThat(number("SELECT count(*) FROM pgford.batch WHERE left_at IS NULL"))
                .isZero();
        assertThat(number("SELECT count(*) FROM orders")).isEqualTo(ROWS);
        assertThat(number("SELECT count(DISTINCT id) FROM orders")).isEqualTo(ROWS);
    }

    @Test
    void ctrlCOnceStopsAfterTheBatchAndSaysSoAtOnce() {
        terminal.enter("move orders --batch 50 --rate 100/s");
        terminal.waitFor(" of 4,000 rows");
        terminal.waitFor("limited by --rate 100/s");
        terminal.key("C-c");
        terminal.waitFor("Stopping after this batch. Ctrl-C again: at once");
        terminal.waitFor("Stopped between two batches");
        terminal.waitForLast("old=>");
        everyRowIsThereOnce();
    }

    @Test
    void ctrlCTwiceStopsAtOnceAndWhatIsUnderWayIsHealed() throws Exception {
        // A batch that takes long: new is slow to take each row.
        connections.with(Side.NEW, c -> {
            Rows.run(
                    c,
                    "CREATE FUNCTION slow(int) RETURNS boolean LANGUAGE sql VOLATILE AS 'SELECT pg_sleep(0.01) IS NOT NULL'");
            Rows.run(c, "ALTER TABLE orders ADD CHECK (public.slow(id)) NOT VALID");
            return true;
        });
        terminal.enter("move orders --batch 2000");
        waitUntil("EXISTS (SELECT FROM pg_stat_progress_copy)");
        terminal.key("C-c");
        terminal.waitFor("Stopping after this batch. Ctrl-C again: at once");
        terminal.key("C-c");
        terminal.waitFor("Stopped at once.");
        terminal.waitForLast("old=>");
        assertThat(number("SELECT count(*) FROM pgford.job WHERE state = 'stopped' AND ended_at IS NOT NULL"))
                .isEqualTo(1);
        connections.with(Side.NEW, c -> {
            Rows.run(c, "ALTER TABLE orders DROP CONSTRAINT orders_id_check");
            return true;
        });
        terminal.enter("clear");
        terminal.enter("move all");
        terminal.waitFor("old is empty of them");
        everyRowIsThereOnce();
    }

    @Test
    void thePromptIsFreeWhileOneRunsAndItsEndIsToldAboveIt() {
        terminal.enter("move orders --background --batch 40 --rate 400/s");
        terminal.waitFor("Job 1 moves orders in the background");
        terminal.waitForLast("old=>");
        terminal.enter("select 6 * 7 as answer;");
        terminal.waitFor("1 row in");
        terminal.waitForLast("old=>");
        terminal.enter("pace --rate off");
        terminal.waitFor("Job 1 goes on with --batch 40");
        terminal.type("select half");
        terminal.waitFor("Job 1 (orders) is finished, 4,000 rows moved. next: status");
        terminal.waitForLast("old=> select half");
        everyRowIsThereOnce();
    }

    @Test
    void leavingWithALivingJobAsks() throws Exception {
        terminal.enter("move orders --background --batch 10 --rate 50/s");
        terminal.waitForLast("old=>");
        terminal.key("C-d");
        terminal.waitFor("At work here: job 1 (orders). Stop after the current batch, and leave? [y/N]");
        terminal.enter("n");
        terminal.waitForLast("old=>");
        waitUntil("EXISTS (SELECT FROM pgford.job WHERE ended_at IS NULL)");
        terminal.enter("\\q");
        terminal.waitForLast("At work here: job 1 (orders). Stop after the current batch, and leave? [y/N]");
        terminal.enter("y");
        terminal.waitForLast("ready$");
        assertThat(number("SELECT count(*) FROM pgford.job WHERE state = 'stopped' AND ended_at IS NOT NULL"))
                .isEqualTo(1);
        everyRowIsThereOnce();
    }

    @Test
    void aClosedTerminalStopsAfterTheBatch() throws Exception {
        terminal.enter("move orders --background --batch 10 --rate 50/s");
        terminal.waitForLast("old=>");
        waitUntil("(SELECT count(*) > 1 FROM pgford.batch)");
        terminal.close();
        waitUntil("EXISTS (SELECT FROM pgford.job WHERE state = 'stopped' AND ended_at IS NOT NULL)");
        everyRowIsThereOnce();
    }

    @Test
    void aLineBelowThePromptTellsHowFarTheJobIsAndIsInNobodysWay() {
        terminal.enter("move orders --background --batch 10 --rate 100/s");
        terminal.waitFor("limited by --rate 100/s");
        terminal.type("select 6 * 7");
        String typed = terminal.waitForLast("old=> select 6 * 7");
        // It goes on by itself.
        terminal.waitFor(screen -> !lastLine(screen).equals(lastLine(typed)), "another state of the job");
        terminal.key("Enter");
        terminal.waitForLast("old;>");
        terminal.enter("as answer;");
        assertThat(terminal.waitFor("1 row in").replaceAll(" +\n", "\n"))
                .contains("old=> select 6 * 7\nold;> as answer;\n answer\n────────\n     42\n1 row in");
        terminal.waitForLast("old=>");
        terminal.type("half a line");
        terminal.waitForLast("old=> half a line");
        terminal.key("C-c");
        terminal.waitForLast("old=> half a line\nold=>");
        terminal.enter("select g from generate_series(1, 100) as g;");
        assertThat(terminal.waitFor("  21\n")).doesNotContain("job 1 orders");
        terminal.type("q");
        terminal.waitForLast("old=>");
        terminal.waitFor(screen -> lastLine(screen).startsWith("job 1 orders"), "the job below the prompt");
        terminal.enter("\\set shell.status off");
        terminal.waitForLast("old=>");
        terminal.waitFor(screen -> lastLine(screen).equals("old=>"), "no job below the prompt");
        terminal.enter("\\set shell.status on");
        terminal.waitFor(screen -> lastLine(screen).startsWith("job 1 orders"), "the job again");
        terminal.enter("stop");
        terminal.waitFor("Job 1 (orders) was stopped");
        terminal.waitFor(screen -> lastLine(screen).equals("old=>"), "no job below the prompt");
        everyRowIsThereOnce();
    }

    @Test
    void theLineBelowFitsEachSizeOfTheTerminal() {
        terminal.enter("move orders --background --batch 10 --rate 100/s");
        terminal.waitFor("limited by --rate 100/s");
        String typed = "select 'a text that is longer than a line of this terminal, so that it is broken'";
        terminal.type(typed);
        terminal.resize(50, 12);
        terminal.waitFor(screen -> lastLine(screen).startsWith("job 1 orders"), "the job");
        terminal.resize(120, 30);
        terminal.waitForLast("old=> " + typed);
        terminal.resize(40, 4);
        terminal.waitFor(screen -> !lastLine(screen).startsWith("job 1"), "no room for the job");
        terminal.resize(80, 24);
        terminal.waitFor(screen -> lastLine(screen).startsWith("job 1 orders"), "the job again");
        terminal.key("C-c");
        terminal.waitFor(screen -> screen.contains(typed + "\nold=>"), "an empty prompt");
        terminal.enter("stop");
        terminal.waitFor("Job 1 (orders) was stopped");
        everyRowIsThereOnce();
    }

    @Test
    void whatAJobTellsWaitsUntilThePagerIsLeft() throws Exception {
        terminal.enter("move orders --background --batch 50 --rate 1000/s");
        terminal.waitForLast("old=>");
        terminal.enter("select g from generate_series(1, 100) as g;");
        terminal.waitFor("  21\n");
        waitUntil("EXISTS (SELECT FROM pgford.job WHERE ended_at IS NOT NULL)");
        assertThat(terminal.screen()).doesNotContain("is finished");
        terminal.type("q");
        terminal.waitFor("Job 1 (orders) is finished");
        terminal.waitForLast("old=>");
        everyRowIsThereOnce();
    }

    @Test
    void aJobThatEndsDuringASearchLeavesItAlone() throws Exception {
        terminal.enter("move orders --background --batch 50 --rate 1000/s");
        terminal.waitForLast("old=>");
        terminal.key("C-r");
        terminal.type("move");
        terminal.waitFor("bck-i-search");
        waitUntil("EXISTS (SELECT FROM pgford.job WHERE state = 'finished' AND ended_at IS NOT NULL)");
        terminal.waitFor("Job 1 (orders) is finished");
        terminal.waitForLast("bck-i-search: move_");
        terminal.key("C-c");
        terminal.waitForLast("old=>");
        everyRowIsThereOnce();
    }

    @Test
    void comesBackFromCtrlZWhileAJobRuns() {
        terminal.enter("move orders --background --batch 10 --rate 100/s");
        terminal.waitFor("limited by --rate 100/s");
        terminal.type("select 'half");
        terminal.waitForLast("old=> select 'half");
        terminal.key("C-z");
        terminal.waitForLast("ready$");
        assertThat(lastLine(terminal.screen())).isEqualTo("ready$");
        terminal.enter("fg");
        terminal.waitForLast("old=> select 'half");
        terminal.enter(" done';");
        terminal.waitFor("half done\n");
        terminal.enter("pace --rate off");
        terminal.waitFor("Job 1 (orders) is finished");
        everyRowIsThereOnce();
    }

    @Test
    void theNextShellSaysWhatAKilledOneHasLeft() throws Exception {
        terminal.enter("move orders --background --batch 10 --rate 100/s");
        terminal.waitFor("limited by --rate 100/s");
        long shell = number("SELECT pid FROM pgford.job");
        ProcessHandle.of(shell).orElseThrow().destroyForcibly();
        terminal.waitFor("Killed");
        start();
        terminal.enter("status");
        terminal.waitFor("Job 1 died with its shell. Go on: move orders");
        terminal.waitForLast("old=>");
        terminal.enter("move all --rate off");
        terminal.waitFor("old is empty of them");
        everyRowIsThereOnce();
    }

    private static String lastLine(String screen) {
        String shown = screen.stripTrailing();
        return shown.substring(shown.lastIndexOf('\n') + 1).strip();
    }
}
