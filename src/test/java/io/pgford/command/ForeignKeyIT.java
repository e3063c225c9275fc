package io.pgford.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.pgford.database.Pair;
import io.pgford.database.Side;
import io.pgford.problem.Exit;
import io.pgford.shell.TestShell;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** {@code fk off}, {@code fk on}, {@code fk status}. */
class ForeignKeyIT extends OnACrossing {
    private static final String KEYS = """
            SELECT n.nspname || '.' || c.relname || ' ' || k.conname || ' ' || pg_get_constraintdef(k.oid) || ' '
                   || coalesce(obj_description(k.oid, 'pg_constraint'), '-')
            FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE k.contype = 'f' ORDER BY 1
            """;

    private static final String ODD_KEYS = """
            CREATE SCHEMA "S 2";
            CREATE TABLE "S 2"."Par ent" (a int, "B" int, PRIMARY KEY (a, "B"));
            CREATE TABLE kid (
                id int PRIMARY KEY, a int DEFAULT 1, "B" int DEFAULT 2, up int, other int,
                CONSTRAINT "it's ""full""\" FOREIGN KEY (a, "B") REFERENCES "S 2"."Par ent" MATCH FULL
                    ON DELETE SET DEFAULT ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
                CONSTRAINT self FOREIGN KEY (up) REFERENCES kid ON DELETE SET NULL);
            ALTER TABLE kid ADD CONSTRAINT later FOREIGN KEY (other) REFERENCES kid ON DELETE CASCADE DEFERRABLE NOT VALID;
            COMMENT ON CONSTRAINT "it's ""full""\" ON kid IS 'why: it''s so';
            """;

    private void attached() {
        shop();
        shell.mustRun("fdw init", "inherit");
    }

    @Test
    void bringsBackTheExactDefinitionsOnBothSides() {
        both(ODD_KEYS);
        sql(Side.OLD, "INSERT INTO \"S 2\".\"Par ent\" VALUES (1, 2), (3, 4)");
        sql(Side.OLD, "INSERT INTO kid VALUES (1, 1, 2, NULL, NULL), (2, 3, 4, 1, 1), (3, NULL, NULL, 3, 2)");
        String oldKeys = text(Side.OLD, KEYS);
        String newKeys = text(Side.NEW, KEYS);
        assertThat(newKeys).contains("NOT VALID").contains("MATCH FULL").contains("why: it's so");
        refused(Exit.FAILED, "fk off", "no schema on new yet", "fdw init");
        shell.mustRun("fdw init", "inherit");
        String said = once("fk off", "They are off already");
        assertThat(said).contains("keeps 3 definitions");
        assertThat(text(Side.OLD, KEYS) + text(Side.NEW, KEYS)).isEmpty();
        restart();
        assertThat(shell.mustRun("fk status").out())
                .containsPattern("off, kept by pgford")
                .contains("it's \"full\"");
        refused(Exit.FAILED, "fk on", "Too early", "kid", "move all");
        shell.mustRun("seq sync", "move all");
        once("fk on", "No foreign key is off");
        assertThat(text(Side.NEW, KEYS)).isEqualTo(newKeys);
        assertThat(text(Side.OLD, KEYS)).isEqualTo(oldKeys);
        assertThat(shell.mustRun("fk status").out())
                .containsPattern("self\\s+kid\\s+on")
                .containsPattern("later\\s+kid\\s+on, not validated");
        shell.mustRun("cleanup");
    }

    @Test
    void undoneBeforeAnythingMoved() {
        assertThat(shell.mustRun("fk on").out()).contains("plan").doesNotContain("cleanup");
        attached();
        assertThat(shell.mustRun("fk on").out()).contains("fk off").doesNotContain("cleanup");
        String before = text(Side.OLD, KEYS) + text(Side.NEW, KEYS);
        shell.mustRun("fk off", "inherit off", "fk on", "fdw drop");
        assertThat(text(Side.OLD, KEYS) + text(Side.NEW, KEYS)).isEqualTo(before);
    }

    @Test
    void changesNothingWhereTheTablesOnOldBelongToSomebodyElse() {
        attached();
        sql(Side.OLD, "GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO app");
        Pair weak = new Pair(SERVERS.app(pair, Side.OLD), pair.newEnd(), pair.fdwHost(), pair.fdwPort());
        String before = snapshot();
        try (TestShell asApp = TestShell.on(weak, SERVERS.roles())) {
            TestShell.Result result = asApp.run("fk off");
            assertThat(result.exit()).isEqualTo(Exit.FAILED);
            assertThat(result.err())
                    .contains("\"app\" does not own these tables on old")
                    .contains("child");
        }
        assertThat(snapshot()).isEqualTo(before);
    }

    @Test
    void aKeyThatIsNotEnforcedStaysSo() {
        attached();
        assumeThat(number(Side.NEW, "SELECT current_setting('server_version_num')::int"))
                .as("PostgreSQL 18 brought NOT ENFORCED")
                .isGreaterThanOrEqualTo(180_000);
        sql(Side.NEW, "ALTER TABLE child ADD CONSTRAINT soft FOREIGN KEY (n) REFERENCES parent NOT ENFORCED");
        String before = text(Side.NEW, KEYS);
        shell.mustRun("fk off", "seq sync", "move all", "fk on");
        assertThat(text(Side.NEW, KEYS)).isEqualTo(before);
    }

    @Test
    void keysThatAreOnlyOnOldComeBackToo() {
        attached();
        sql(Side.NEW, "ALTER TABLE child DROP CONSTRAINT child_parent_id_fkey");
        shell.mustRun("fk off");
        assertThat(text(Side.OLD, KEYS)).isEmpty();
        refused(Exit.FAILED, "fk on", "Too early", "child");
        shell.mustRun("seq sync", "move all", "fk on");
        assertThat(text(Side.OLD, KEYS)).contains("child_parent_id_fkey");
    }

    @Test
    void aKeyToATableLeftOutIsDoneWhenItsOwnTableIs() {
        shop();
        sql(Side.NEW, "INSERT INTO parent SELECT i, 'carried over' FROM generate_series(1, 10) i");
        shell.mustRun("fdw init --skip parent", "inherit", "fk off", "seq sync", "move all", "fk on");
        assertThat(shell.mustRun("fk off").out()).contains("No foreign key is in the way");
        restart();
        assertThat(shell.mustRun("status").out()).contains("next: cleanup");
        assertThat(shell.mustRun("cleanup").out())
                .contains("parent was left out")
                .doesNotContain("no longer needed");
    }

    @Test
    void namesTheOrphansAndGoesOnWhenTheyAreGone() {
        both("CREATE TABLE note (id int PRIMARY KEY, child_id int)");
        shop();
        both("ALTER TABLE note ADD CONSTRAINT note_child FOREIGN KEY (child_id) REFERENCES child");
        shell.mustRun("fdw init", "inherit", "fk off", "seq sync", "move all");
        sql(Side.NEW, "INSERT INTO child (id, parent_id) SELECT 1000 + i, 99 FROM generate_series(1, 25) i");
        TestShell.Result result = shell.run("fk on");
        assertThat(result.exit()).isEqualTo(Exit.FAILED);
        assertThat(result.text())
                .contains("child_parent_id_fkey on child does not hold: 25 rows")
                .contains("1 of 2 foreign keys back and validated");
        assertThat(result.out().lines().filter(line -> line.contains("\"parent_id\": 99")))
                .hasSize(20);
        String query = result.out()
                .lines()
                .dropWhile(line -> !line.startsWith("SELECT c.*"))
                .takeWhile(line -> !line.isBlank())
                .reduce((a, b) -> a.endsWith(";") ? a : a + "\n" + b)
                .orElseThrow();
        assertThat(number(Side.NEW, "SELECT count(*) FROM (" + query.substring(0, query.indexOf(';')) + ") q"))
                .isEqualTo(25);
        assertThat(text(Side.OLD, KEYS)).isEmpty();
        restart();
        assertThat(shell.mustRun("status").out()).contains("next: fk on");
        assertThat(shell.mustRun("fk status").out())
                .containsPattern("child_parent_id_fkey\\s+parent\\s+on, not validated")
                .containsPattern("note_child\\s+child\\s+on");
        sql(Side.NEW, "DELETE FROM child WHERE parent_id = 99");
        assertThat(shell.mustRun("fk on").out()).contains("1 foreign key back in force");
        assertThat(text(Side.OLD, KEYS)).isEqualTo(text(Side.NEW, KEYS)).contains("note_child", "child_parent_id_fkey");
    }

    @Test
    void interruptedBetweenTheSidesItIsCompletedByRunningItAgain() throws SQLException {
        attached();
        String before = text(Side.OLD, KEYS);
        try (Connection busy = session(Side.OLD)) {
            busy.setAutoCommit(false);
            try (Statement statement = busy.createStatement()) {
                statement.execute("LOCK TABLE child IN ACCESS SHARE MODE");
            }
            CompletableFuture<TestShell.Result> off = CompletableFuture.supplyAsync(() -> shell.run("fk off"));
            terminateWhoever(Side.OLD, "DROP CONSTRAINT");
            TestShell.Result result = off.join();
            assertThat(result.exit()).isEqualTo(Exit.FAILED);
            assertThat(result.err()).contains("old").doesNotContain("Exception");
        }
        assertThat(text(Side.OLD, KEYS)).as("still there").isEqualTo(before);
        assertThat(text(Side.NEW, KEYS)).as("off").isEmpty();
        restart();
        assertThat(shell.mustRun("status").out()).containsPattern("foreign keys off\\s+partly");
        shell.mustRun("fk off");
        assertThat(text(Side.OLD, KEYS)).isEmpty();
        shell.mustRun("seq sync", "move all", "fk on");
        assertThat(text(Side.OLD, KEYS)).isEqualTo(before);
    }

    @Test
    void interruptedWhileValidatingItIsCompletedByRunningItAgain() throws SQLException {
        attached();
        String before = text(Side.NEW, KEYS);
        shell.mustRun("fk off", "seq sync", "move all");
        try (Connection busy = session(Side.NEW)) {
            busy.setAutoCommit(false);
            try (Statement statement = busy.createStatement()) {
                statement.execute("LOCK TABLE pgford.foreign_key IN SHARE MODE");
            }
            CompletableFuture<TestShell.Result> on = CompletableFuture.supplyAsync(() -> shell.run("fk on"));
            terminateWhoever(Side.NEW, "DELETE FROM pgford.foreign_key");
            TestShell.Result result = on.join();
            assertThat(result.exit()).isEqualTo(Exit.FAILED);
            assertThat(result.err()).contains("new").doesNotContain("Exception");
        }
        restart();
        assertThat(shell.mustRun("status").out()).contains("next: fk on");
        shell.mustRun("fk on", "cleanup");
        assertThat(text(Side.NEW, KEYS)).isEqualTo(before);
        assertThat(text(Side.OLD, KEYS)).isEqualTo(before);
    }

    /** Ends the session that waits for a lock with a statement like this one. */
    private void terminateWhoever(Side side, String statement) {
        String waiting = """
                SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
                WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%%%s%%'
                  AND pid <> pg_backend_pid()
                """.formatted(statement);
        for (int i = 0; i < 2000 && number(side, waiting) == 0; i++) {
            Thread.onSpinWait();
        }
    }
}
