package io.pgford.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgford.database.Rows;
import io.pgford.database.Side;
import io.pgford.problem.Exit;
import io.pgford.shell.TestShell;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every row is accounted for, and every batch is in the ledger. */
class CheckRowsIT extends OnACrossing {
    private static final int TRIES = 100;

    @TempDir
    private Path folder;

    @BeforeEach
    void crossing() {
        shop();
        shell.mustRun("fdw init", "inherit", "fk off", "seq sync");
    }

    /** As the application, in a session that ends, so that its statistics are sent. */
    private void app(String... statements) throws SQLException {
        try (Connection app = app(Side.NEW)) {
            for (String statement : statements) {
                Rows.run(app, statement);
            }
        }
    }

    /** Statistics come late: asks until it is told what it waits for. */
    private TestShell.Result eventually(String command, String pattern) throws InterruptedException {
        TestShell.Result result = shell.run(command);
        for (int i = 0;
                i < TRIES
                        && !java.util.regex.Pattern.compile(pattern)
                                .matcher(result.out())
                                .find();
                i++) {
            Thread.sleep(200);
            result = shell.run(command);
        }
        assertThat(result.out()).containsPattern(pattern);
        return result;
    }

    @Test
    void rowsAddUpWhateverTheApplicationDoes() throws Exception {
        assertThat(shell.mustRun("check rows").out()).contains("No table of these has begun");
        shell.mustRun("move child --verify --batch 30");
        app(
                "INSERT INTO child (parent_id, n) SELECT 1, i FROM generate_series(1, 7) i",
                "DELETE FROM child WHERE n = 1");

        TestShell.Result result = eventually(
                "check rows child --json",
                "\"at_start\"\\s*:\\s*100,\\s*\"inserted\"\\s*:\\s*7,\\s*\"deleted\"\\s*:\\s*1,\\s*\"now\"\\s*:\\s*106,\\s*\"difference\"\\s*:\\s*0");

        assertThat(result.exit()).isEqualTo(Exit.DONE);
        shell.mustRun("move all");
        assertThat(shell.mustRun("check all").out()).contains("no orphans", "are exact");
    }

    @Test
    void rowsAddUpWhileTheApplicationAndTheMoverAreAtWork() throws Exception {
        sql(Side.OLD, "INSERT INTO child (id, parent_id, n) SELECT i, 1, i FROM generate_series(101, 4100) i");
        shell.mustRun("move child --batch 10 --rate 200/s --background");
        eventually("check rows child", "unsure by");
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Void> application = CompletableFuture.runAsync(() -> {
            try (Connection app = app(Side.NEW)) {
                while (!over.get()) {
                    Rows.run(app, "INSERT INTO child (parent_id, n) VALUES (1, -1), (1, -1)");
                    Rows.run(app, "DELETE FROM child WHERE id = (SELECT max(id) FROM child WHERE n > 0)");
                }
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
        try {
            for (int i = 0; i < 3; i++) {
                JsonNode row = new JsonMapper()
                        .readTree(shell.mustRun("check rows child --json").out())
                        .get("rows")
                        .get(0);
                assertThat(row.get("difference").asLong()).as("%s", row).isZero();
            }
        } finally {
            over.set(true);
            application.join();
            shell.mustRun("stop");
        }
        shell.mustRun("move all");
        eventually("check rows child --json", "\"difference\"\\s*:\\s*0,\\s*\"unsure_by\"\\s*:\\s*0");
    }

    @Test
    void aKeyOnBothSidesAndRowsOnOldAfterTheEndAreFound() {
        shell.mustRun("move child");
        sql(Side.OLD, "INSERT INTO child (id, parent_id) VALUES (5, 1)");
        TestShell.Result left = shell.run("check rows");
        assertThat(left.exit()).isEqualTo(Exit.FAILED);
        assertThat(left.out()).contains("child is finished, but 1 rows are on old");

        shell.mustRun("inherit");
        TestShell.Result twice = shell.run("check rows child");
        assertThat(twice.exit()).isEqualTo(Exit.FAILED);
        assertThat(twice.out()).contains("Keys that are there twice", "HAVING");
    }

    @Test
    void theLedgerShowsEachBatch() {
        assertThat(shell.mustRun("ledger").out()).contains("No batch has crossed yet");
        shell.mustRun("move child --batch 40", "move parent");

        assertThat(shell.mustRun("ledger child").out()).contains("child").doesNotContain("parent");
        assertThat(shell.mustRun("ledger --limit 1 --json").out())
                .contains("\"rows\"", "\"checksum\"", "\"gate_closed_ms\"");
        assertThat(shell.run("ledger --limit 0").exit()).isEqualTo(Exit.USAGE);
        JsonNode summary = new JsonMapper()
                .readTree(shell.mustRun("status --json").out())
                .get("ledger")
                .get(0);
        assertThat(summary.get("table").asString()).isEqualTo("child");
        assertThat(summary.get("batches").asLong()).isEqualTo(3);
        assertThat(summary.get("rows").asLong()).isEqualTo(100);
        assertThat(summary.get("open").asLong()).isZero();
        Path file = folder.resolve("ledger.csv");
        shell.mustRun("use new", "\\copy (select * from pgford.batch) to '" + file + "' csv header");
        assertThat(file).content().hasLineCount(5).startsWith("id,schema_name,table_name,after_key,upto_key,rows");
    }

    @Test
    void rowsWithFloatsAreReadBackAlike() {
        both("CREATE TABLE t (id int PRIMARY KEY, v text, f float8)");
        sql(Side.OLD, "INSERT INTO t SELECT i, 'v' || i, i / 7.0 FROM generate_series(1, 50) i");
        sql(Side.NEW, """
                CREATE FUNCTION public.spoil() RETURNS trigger LANGUAGE plpgsql AS
                    'BEGIN IF NEW.id = 33 THEN NEW.v := NEW.v || ''?''; END IF; RETURN NEW; END';
                CREATE TRIGGER spoil BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION public.spoil();
                """);
        shell.mustRun("fdw init", "inherit");
        // A trigger that replica mode silences spoils nothing.
        shell.mustRun("move t --verify --dry-run");
        assertThat(number(Side.OLD, "SELECT count(*) FROM t")).isEqualTo(50);
        assertThat(shell.mustRun("move t --verify").out()).contains("t");
        assertThat(number(Side.NEW, "SELECT count(*) FROM t WHERE v = 'v' || id"))
                .isEqualTo(50);
    }
}
