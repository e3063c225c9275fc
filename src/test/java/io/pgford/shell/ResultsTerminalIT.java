package io.pgford.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgford.database.Connections;
import io.pgford.database.Rows;
import io.pgford.database.Side;
import io.pgford.shell.print.Cells;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Results and warnings on a real terminal of 80 columns and 24 lines. */
class ResultsTerminalIT extends OnATerminal {

    @BeforeEach
    void open() {
        Map<String, String> environment = environment();
        environment.put("PGFORD_JAVA_OPTS", "-Xmx64m");
        open(80, 24, environment);
    }

    private void start(String before, String options) {
        terminal.enter("clear; " + before + LAUNCHER + options);
        terminal.waitForLast("old" + (options.contains("read-only") ? " (read-only)" : "") + "=>");
    }

    @Test
    void pagesTenMillionRowsInLittleMemoryAndLeavesThem() {
        start("", "");
        terminal.enter("select g, repeat('x', 200) as long from generate_series(1, 10000000) as g;");
        terminal.waitFor(" 15 │ xxx");
        terminal.type("q");
        terminal.waitFor("left after");
        terminal.waitForLast("old=>");
        terminal.enter("begin;");
        terminal.waitForLast("old=*>");
        terminal.enter("select g from generate_series(1, 1000000) as g;");
        terminal.waitFor(" 15\n");
        terminal.type("q");
        terminal.waitForLast("old=*>");
        terminal.enter("select count(*) as all_of_them from generate_series(1, 10) \\gx");
        terminal.waitFor("all_of_them │ 10");
        terminal.enter("rollback;");
        terminal.waitForLast("old=>");
    }

    @Test
    void asksAboutEachStatementThatAQueryGives() {
        start("", "");
        terminal.enter("create table kept (id int); create table gone (id int);");
        terminal.waitFor("CREATE TABLE");
        terminal.waitForLast("old=>");
        terminal.enter("select 'gone' as it \\gset");
        terminal.waitForLast("old=>");
        terminal.enter("select 'drop table ' || n from unnest(array[:'it', 'kept']) as n \\gexec");
        terminal.waitFor("> drop table gone");
        terminal.waitFor("type gone:");
        terminal.enter("gone");
        terminal.waitFor("> drop table kept");
        terminal.waitFor("type kept:");
        terminal.enter("no");
        terminal.waitFor("It was not run.");
        terminal.waitFor("statement 2 of 2 of \\gexec");
        terminal.waitForLast("old=>");
        terminal.enter("select to_regclass('gone') as gone, to_regclass('kept') as kept \\gx");
        terminal.waitFor("kept │ kept");
    }

    @Test
    void knowsHomeAndEndWhateverTheTerminalIsCalled() {
        start("TERM=xterm-256color ", "");
        terminal.type("elect 1 as en");
        terminal.key("Home");
        terminal.type("s");
        terminal.key("End");
        terminal.enter("d_of_line;");
        terminal.waitFor(" end_of_line\n");
    }

    @Test
    void pagesWithoutLessToo() {
        start("PGFORD_PAGER=builtin ", "");
        terminal.enter("select g as number from generate_series(1, 5000) as g;");
        terminal.waitFor("   15");
        terminal.type("q");
        terminal.waitForLast("old=>");
        terminal.enter("\\pset pager off");
        terminal.waitFor("pager is off.");
        terminal.enter("select g as number from generate_series(1, 60) as g;");
        terminal.waitFor("60 rows in");
        terminal.waitForLast("old=>");
    }

    @Test
    void staysCalmWhenInterruptedWhileItPagesAndWatches() {
        start("", "");
        terminal.enter("select 1 as connected;");
        terminal.waitFor("1 row in");
        terminal.waitForLast("old=>");
        terminal.enter("select g, pg_sleep(600) from generate_series(1, 9) as g;");
        waitUntilTheServerSleeps();
        terminal.key("C-c");
        terminal.waitFor("Stopped on old");
        terminal.waitForLast("old=>");
        terminal.enter("select 6 * 7 as answer \\watch 1");
        terminal.waitFor("(every 1 s)");
        terminal.waitFor("42");
        terminal.key("C-c");
        terminal.waitForLast("old=>");
        terminal.enter("select 'still ' || 'here' as where_;");
        terminal.waitFor("still here");
    }

    @Test
    void showsDataThatWouldSpeakToTheTerminal() {
        start("", "");
        terminal.enter("select E'\\x1b[2J\\x1b]0;owned\\x07' as evil, E'one\\ntwo' as lines, repeat('日', 60) as wide;");
        String screen = terminal.waitFor("1 row in");
        assertThat(screen).contains("\\x1B[2J").contains("one  ↵").contains("cells were cut");
        assertThat(screen.lines().map(Cells::width)).allMatch(width -> width <= 160);
        terminal.enter("select length('日本')  + nosuch;");
        terminal.waitFor("ERROR on old: column \"nosuch\" does not exist (42703)");
        terminal.waitFor("  LINE 1: ");
    }

    @Test
    void asksBeforeWhatIsDangerous() {
        start("", "");
        terminal.enter("create table t as select g as id from generate_series(1, 5000) as g; analyze t;");
        terminal.waitFor("ANALYZE");
        terminal.enter("with d as (delete from t where id > 0 returning id) select count(*) from d;");
        terminal.waitFor("The planner expects it to change about 5,000 rows on old.");
        terminal.waitForLast("Run it? [y/N]");
        terminal.enter("n");
        terminal.waitFor("It was not run.");
        terminal.enter("update t set id = id;");
        terminal.waitFor("UPDATE without WHERE: about 5,000 rows of t on old.");
        terminal.enter("y");
        terminal.waitFor("UPDATE 5000");
        terminal.enter("truncate t;");
        terminal.waitForLast("To run it, type t:");
        terminal.enter("y");
        terminal.waitFor("It was not run.\nold=>");
        terminal.enter("drop table t;");
        terminal.waitForLast("To run it, type t:");
        terminal.enter("t");
        terminal.waitFor("DROP TABLE");
    }

    @Test
    void showsAnOnlookerThatNothingCanBeChanged() {
        start("NO_COLOR=1 ", " --read-only");
        terminal.enter("create table t(id int);");
        terminal.waitFor("Refused in read-only mode");
        terminal.waitForLast("old (read-only)=>");
    }

    @Test
    void worksOnADumbTerminal() {
        start("TERM=dumb ", "");
        terminal.enter("select g as number from generate_series(1, 60) as g;");
        terminal.waitFor("60 rows in");
        terminal.enter("@both select 1 as one;");
        terminal.waitFor("1 row, equal on both sides");
    }

    private void waitUntilTheServerSleeps() {
        try (Connections connections = new Connections(pair)) {
            boolean sleeps = false;
            while (!sleeps) {
                sleeps = connections.with(Side.OLD, c -> Rows.holds(c, """
                        SELECT EXISTS (SELECT FROM pg_catalog.pg_stat_activity
                        WHERE datname = current_database() AND wait_event = 'PgSleep')
                        """));
            }
        }
    }
}
