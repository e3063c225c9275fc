package io.pgford.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgford.database.Side;
import io.pgford.problem.Exit;
import io.pgford.shell.TestShell;
import org.junit.jupiter.api.Test;

class CountsIT extends OnAPair {
    @Test
    void countsTheRowsOfEachSideByThemselves() {
        for (Side side : Side.values()) {
            sql(side, "CREATE TABLE \"Order Items\" (id int PRIMARY KEY)");
        }
        sql(Side.OLD, "INSERT INTO \"Order Items\" SELECT generate_series(1, 1000)");
        shell.mustRun("fdw init", "inherit");
        sql(Side.NEW, "INSERT INTO \"Order Items\" SELECT generate_series(2001, 2234)");
        assertThat(number(Side.NEW, "SELECT count(*) FROM \"Order Items\"")).isEqualTo(1234);
        assertThat(shell.mustRun("counts").out())
                .containsPattern("\"Order Items\"\\s+1,000\\s+234\\s+1,234.*\\s+exact")
                .contains("Sum: 1,000 rows on old, 234 on new, 1,234 in all.")
                .doesNotContain("_remote")
                .doesNotContain("gate");
    }

    @Test
    void showsABlankWhereATableIsOnOneSideOnly() {
        sql(Side.OLD, "CREATE TABLE a (id int)");
        sql(Side.NEW, "CREATE SCHEMA s");
        sql(Side.NEW, "CREATE TABLE s.b (id int)");
        assertThat(shell.mustRun("counts --json").out().replaceAll("\\s", ""))
                .contains("\"table\":\"a\",\"old\":0,\"new\":null,\"total\":0")
                .contains("\"table\":\"s.b\",\"old\":null,\"new\":0,\"total\":0");
    }

    @Test
    void estimatesLargeTablesUnlessAskedToCount() {
        sql(Side.OLD, "CREATE TABLE big (id int, t text) WITH (fillfactor = 10, autovacuum_enabled = false)");
        sql(Side.OLD, "INSERT INTO big SELECT i, repeat('x', 500) FROM generate_series(1, 5000) AS i");
        assertThat(shell.mustRun("counts").out())
                .containsPattern("big.*estimate")
                .contains("partly estimated")
                .contains("counts --exact");
        assertThat(shell.mustRun("counts big --exact").out()).containsPattern("big\\s+5,000\\s.*\\s5,000\\s.*exact");
    }

    @Test
    void takesTablesByTheirNames() {
        sql(Side.OLD, "CREATE TABLE child (id int)");
        sql(Side.OLD, "CREATE TABLE \"Order Items\" (id int)");
        for (String word : new String[] {"child", "CHILD", "public.child", "\"child\""}) {
            assertThat(shell.mustRun("counts " + word).out()).contains("child").doesNotContain("Order");
        }
        assertThat(shell.mustRun("counts \"Order Items\" child").out())
                .contains("Order Items")
                .contains("child");
        TestShell.Result unknown = shell.run("counts chlid");
        assertThat(unknown.exit()).isEqualTo(Exit.USAGE);
        assertThat(unknown.err()).contains("No table is called chlid").contains("Did you mean child?");
    }

    @Test
    void saysSoWhereThereAreNoTables() {
        assertThat(shell.mustRun("counts").out()).contains("There are no tables on either side.");
        assertThat(shell.run("counts child").err()).contains("There are no tables at all");
    }
}
