package io.pgford.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgford.catalog.Register;
import io.pgford.database.Rows;
import io.pgford.database.Side;
import io.pgford.problem.Exit;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** {@code cleanup}. */
class CleanupIT extends OnACrossing {
    private static final String LEFT = """
            SELECT (SELECT count(*) FROM pg_namespace WHERE nspname = 'pgford')
                 + (SELECT count(*) FROM pg_foreign_server) + (SELECT count(*) FROM pg_user_mapping)
                 + (SELECT count(*) FROM pg_class WHERE relkind = 'f') + (SELECT count(*) FROM pg_inherits i
                    JOIN pg_class c ON c.oid = i.inhparent WHERE c.relkind = 'r')
            """;
    private static final String EXTENSIONS = "SELECT count(*) FROM pg_extension WHERE extname = 'postgres_fdw'";

    private void moved() {
        shop();
        shell.mustRun("fdw init", "inherit", "fk off", "seq sync", "move all");
    }

    @Test
    void refusesUntilAllIsDoneThenRemovesAllOfPgford() throws SQLException {
        shop();
        assertThat(shell.mustRun("cleanup").out())
                .contains("There is nothing of pgford on new")
                .doesNotContain("no longer needed");
        shell.mustRun("fdw init");
        refused(Exit.FAILED, "cleanup", "Rows are left on old", "child: 100", "parent: 10", "move all", "fdw drop");
        shell.mustRun("inherit", "fk off", "seq sync", "move child");
        refused(Exit.FAILED, "cleanup", "Rows are left on old", "parent: 10");
        shell.mustRun("move all");
        refused(Exit.FAILED, "cleanup", "child_parent_id_fkey", "fk on");
        shell.mustRun("fk on");
        try (Connection mover = session(Side.NEW)) {
            Rows.list(
                    mover,
                    "SELECT pg_advisory_lock(" + Register.ADVISORY_CLASS + ", 'child'::regclass::oid::int)",
                    row -> 1);
            refused(Exit.FAILED, "cleanup", "A mover is at work on child");
        }
        sql(Side.NEW, "UPDATE pgford.batch SET left_at = NULL WHERE table_name = 'child'");
        refused(Exit.FAILED, "cleanup", "A batch was interrupted", "child");
        assertThat(shell.mustRun("status").out()).contains("finished");
        sql(Side.NEW, "UPDATE pgford.batch SET left_at = landed_at WHERE left_at IS NULL");
        assertThat(once("cleanup", "There is nothing of pgford on new")).contains("no longer needed");
        assertThat(number(Side.NEW, LEFT)).isZero();
        assertThat(number(Side.NEW, EXTENSIONS)).isZero();
        assertThat(number(Side.NEW, "SELECT count(*) FROM child")).isEqualTo(100);
    }

    @Test
    void keepsAnExtensionThatWasThereBefore() {
        sql(Side.NEW, "CREATE EXTENSION postgres_fdw; CREATE SERVER other FOREIGN DATA WRAPPER postgres_fdw");
        moved();
        shell.mustRun("fk on", "cleanup");
        assertThat(number(Side.NEW, EXTENSIONS)).isEqualTo(1);
        assertThat(text(Side.NEW, "SELECT srvname FROM pg_foreign_server")).isEqualTo("other");
    }

    @Test
    void doesNotTakeALinkAwayThatWasNeverUsedWhileRowsAreOnOld() {
        sql(Side.OLD, SHOP + "INSERT INTO parent (name) VALUES ('x')");
        shell.mustRun("fdw init");
        refused(Exit.FAILED, "cleanup", "parent: 1", "fdw drop");
        shell.mustRun("fdw drop");
    }

    @Test
    void aTableThatOldGotMeanwhileCountsToo() {
        moved();
        shell.mustRun("fk on");
        sql(Side.OLD, "CREATE TABLE late (id int PRIMARY KEY); INSERT INTO late VALUES (1)");
        refused(Exit.FAILED, "cleanup", "late: 1");
        sql(Side.NEW, "CREATE TABLE late (id int PRIMARY KEY)");
        shell.mustRun("fdw init", "inherit", "move all", "cleanup");
        assertThat(number(Side.NEW, "SELECT count(*) FROM late")).isEqualTo(1);
    }

    @Test
    void rowsThatCameToOldAfterTheEndAreNamedAndCrossToo() {
        moved();
        sql(Side.OLD, "INSERT INTO parent (id, name) VALUES (999999, 'late')");
        refused(
                Exit.FAILED,
                "move all",
                "Table parent was finished, but old has 1 row of it again",
                "inherit parent",
                "pg_stat_activity");
        refused(Exit.FAILED, "move all --dry-run", "parent was finished");
        refused(Exit.FAILED, "cleanup", "parent: 1");
        shell.mustRun("inherit parent", "fk off", "move parent", "fk on", "cleanup");
        assertThat(number(Side.NEW, "SELECT count(*) FROM parent WHERE id = 999999"))
                .isEqualTo(1);
    }

    @Test
    void rowsThatWereSetAsideStayUntilSomebodyLetsThemGo() {
        moved();
        shell.mustRun("fk on");
        sql(Side.NEW, """
                INSERT INTO pgford.set_aside (schema_name, table_name, content)
                VALUES ('public', 'child', '{"id": 1}'), ('public', 'child', '{"id": 2}'), ('sales', 'Order Items', '{}')""");
        refused(
                Exit.FAILED,
                "cleanup",
                "set aside",
                "  child: 2",
                "  sales.\"Order Items\": 1",
                "@new select * from pgford.set_aside;",
                "@new \\copy pgford.set_aside to",
                "cleanup --drop-set-aside");
        refused(Exit.FAILED, "cleanup --yes", "set aside");
        refused(Exit.FAILED, "cleanup --dry-run", "set aside");
        assertThat(shell.mustRun("status").out()).contains("3 rows set aside");
        assertThat(once("cleanup --drop-set-aside", "There is nothing of pgford on new"))
                .contains("The rows of child that were set aside go as well: 2.");
    }
}
