package io.pgford.move;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgford.database.Side;
import io.pgford.pair.PostgresPair;
import io.pgford.problem.Exit;
import io.pgford.shell.TestShell;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code move --prune}: what has crossed is not asked for on {@code old}, and nothing that is there is overlooked. */
final class MovePruneIT {
    private Lab lab;

    @BeforeEach
    void fresh() {
        lab = new Lab(PostgresPair.shared());
    }

    @AfterEach
    void drop() {
        lab.close();
    }

    private void table(String name, String key) {
        lab.both("CREATE TABLE " + name + " (id " + key + " PRIMARY KEY, v text)");
        lab.sql(Side.OLD, "INSERT INTO " + name + " SELECT i, md5(i::text) FROM generate_series(1, 1000) i");
        lab.sql(Side.OLD, "ANALYZE");
    }

    /** Moves so many batches of 50 rows, and stops. */
    private void batches(String table, int number) {
        Lab.Quiet listener = new Lab.Quiet() {
            private int seen;

            @Override
            public void crossed(Crossed batch) {
                seen++;
            }

            @Override
            public boolean stopped() {
                return seen >= number;
            }
        };
        assertThat(lab.pruningMover(table, 50, listener).run()).isFalse();
    }

    private String plan(String sql) {
        return String.join("\n", lab.texts(Side.NEW, "EXPLAIN (VERBOSE) " + sql));
    }

    private List<String> constraints(Side side) {
        return lab.texts(
                side,
                "SELECT pg_get_expr(conbin, conrelid) FROM pg_constraint WHERE conname = 'pgford_crossed' ORDER BY 1");
    }

    @Test
    void aKeyThatHasCrossedIsNotAskedForOnOld() {
        table("t", "bigint");
        lab.shell.mustRun(Lab.UP_TO_MOVE);
        assertThat(plan("SELECT * FROM t WHERE id = 5")).contains("Remote SQL");

        batches("t", 8);

        assertThat(constraints(Side.NEW)).hasSize(1).isEqualTo(constraints(Side.OLD));
        assertThat(plan("SELECT * FROM t WHERE id = 5")).doesNotContain("Remote SQL");
        assertThat(plan("UPDATE t SET v = '' WHERE id IN (5, 7)")).doesNotContain("Remote SQL");
        assertThat(plan("DELETE FROM t WHERE id < 100")).doesNotContain("Remote SQL");
        assertThat(plan("SELECT * FROM t WHERE id = 900")).contains("Remote SQL");
        assertThat(lab.number(Side.NEW, "SELECT count(*) FROM t")).isEqualTo(1000);
        lab.sql(Side.NEW, "DO 'BEGIN SET constraint_exclusion = on; ASSERT 1000 = (SELECT count(*) FROM t); END'");
        lab.sql(Side.NEW, "RESET constraint_exclusion");
        assertThat(lab.shell.mustRun("status").text()).contains("for (id > ");
        assertThat(lab.shell.mustRun("schema diff").text()).doesNotContain("pgford_crossed");

        lab.shell.mustRun("move all");

        assertThat(constraints(Side.NEW)).isEmpty();
        assertThat(constraints(Side.OLD)).isEmpty();
        assertThat(lab.leftBehind()).isZero();
        assertThat(lab.number(Side.NEW, "SELECT count(*) FROM t")).isEqualTo(1000);
    }

    /** The constraint on old is what makes the other one true. Without it, the row would vanish from sight. */
    @Test
    void aRowOnOldCannotGetAKeyThatIsNotAskedForThere() {
        table("t", "int");
        lab.shell.mustRun(Lab.UP_TO_MOVE);
        batches("t", 8);
        lab.sql(Side.NEW, "DELETE FROM t WHERE id = 5");

        assertThatThrownBy(() -> lab.sql(Side.NEW, "UPDATE t SET id = 5 WHERE id = 900"))
                .hasMessageContaining("pgford_crossed");
        assertThatThrownBy(() -> lab.sql(Side.OLD, "INSERT INTO t VALUES (5, 'late')"))
                .hasMessageContaining("pgford_crossed");
        lab.sql(Side.NEW, "UPDATE t SET id = 5000 WHERE id = 900");
        lab.sql(Side.NEW, "UPDATE t SET id = 6 WHERE id = 6");
        lab.sql(Side.NEW, "INSERT INTO t VALUES (5, 'new')");

        assertThat(lab.texts(Side.NEW, "SELECT v FROM t WHERE id = 5")).containsExactly("new");
        assertThat(lab.number(Side.NEW, "SELECT count(*) FROM t WHERE id = 5000"))
                .isEqualTo(1);
        lab.sql(Side.OLD, "ALTER TABLE t DROP CONSTRAINT pgford_crossed");
        lab.sql(Side.NEW, "UPDATE t SET id = -5 WHERE id = 901");
        assertThat(lab.number(Side.NEW, "SELECT count(*) FROM t WHERE id = -5"))
                .as("why it is there")
                .isZero();
    }

    @Test
    void nothingIsPrunedWhereAKeyHasBeenLoweredBefore() {
        table("t", "int");
        lab.shell.mustRun(Lab.UP_TO_MOVE);
        batches("t", 1);
        lab.sql(Side.NEW, "UPDATE t SET id = -5 WHERE id = 900");

        batches("t", 8);

        assertThat(constraints(Side.NEW)).isEmpty();
        assertThat(constraints(Side.OLD)).isEmpty();
        assertThat(lab.number(Side.NEW, "SELECT count(*) FROM t WHERE id = -5")).isEqualTo(1);
        lab.shell.mustRun("move all --prune");
        assertThat(lab.number(Side.NEW, "SELECT count(*) FROM t")).isEqualTo(1000);
    }

    @Test
    void itWaitsForNobodyWhoHasTheTableOpenOnOld() throws Exception {
        table("t", "int");
        lab.shell.mustRun(Lab.UP_TO_MOVE);
        try (var reader = lab.connections.open(Side.OLD, "test report")) {
            reader.setAutoCommit(false);
            reader.createStatement().execute("SELECT count(*) FROM t");

            batches("t", 8);

            assertThat(constraints(Side.NEW)).isEmpty();
            assertThat(constraints(Side.OLD)).isEmpty();
        }
    }

    @Test
    void compositeKeysArePrunedByTheirFirstColumn() {
        lab.both("CREATE TABLE \"Order Items\" (\"Shop\" uuid, n int, v text, PRIMARY KEY (\"Shop\", n))");
        lab.sql(
                Side.OLD,
                "INSERT INTO \"Order Items\" SELECT md5((i / 30)::text)::uuid, i, 'v' FROM generate_series(1, 1000) i; ANALYZE");
        lab.shell.mustRun(Lab.UP_TO_MOVE);
        batches("\"Order Items\"", 8);
        String least = "SELECT \"Shop\" FROM \"Order Items\" ORDER BY 1 LIMIT 1";
        String most = "SELECT \"Shop\" FROM \"Order Items\" ORDER BY 1 DESC LIMIT 1";
        String query = "SELECT * FROM \"Order Items\" WHERE \"Shop\" = '%s'";

        assertThat(constraints(Side.NEW)).hasSize(1);
        assertThat(plan(query.formatted(lab.text(Side.NEW, least)))).doesNotContain("Remote SQL");
        assertThat(plan(query.formatted(lab.text(Side.NEW, most)))).contains("Remote SQL");
        assertThat(lab.number(
                        Side.NEW,
                        "SELECT count(*) FROM (SELECT DISTINCT \"Shop\" FROM \"Order Items\") s, LATERAL"
                                + " (SELECT FROM \"Order Items\" i WHERE i.\"Shop\" = s.\"Shop\") i"))
                .isEqualTo(1000);
        lab.shell.mustRun("move all --prune");
        assertThat(lab.leftBehind()).isZero();
    }

    @Test
    void aKeyWithoutASureOrderIsNotPruned() {
        table("t", "text");
        table("u", "int");
        lab.shell.mustRun(Lab.UP_TO_MOVE);

        TestShell.Result refused = lab.shell.run("move t --prune");

        assertThat(refused.exit()).isEqualTo(Exit.FAILED);
        assertThat(refused.err()).contains("nothing to prune", "id text");
        assertThat(lab.shell.mustRun("move all --prune").text()).contains("Queries on t ask old");
        assertThat(lab.leftBehind()).isZero();
    }

    @Test
    void diesWhileTheWatermarkIsRaised() throws IOException, InterruptedException {
        Clients clients = new Clients(lab, 4, 2_000, 100, true);
        clients.upwards = true;
        clients.prepare();
        clients.start();
        try {
            for (FaultPoint point : List.of(
                    FaultPoint.ENFORCED, FaultPoint.LANDED, FaultPoint.BELIEVED, FaultPoint.LEFT, FaultPoint.LANDED)) {
                MoverProcess mover = MoverProcess.start(
                        lab,
                        List.of("pgford.test.die_at=" + point),
                        "move",
                        "all",
                        "--prune",
                        "--batch",
                        "50",
                        "--duty",
                        "1");
                assertThat(mover.end()).as(mover.said()).isEqualTo(137);
            }
            lab.shell.mustRun("move all --prune --batch 100");
            clients.stop();
            assertThat(clients.damage()).as("%s", clients).isZero();
            assertThat(lab.leftBehind()).isZero();
        } finally {
            clients.stop();
        }
    }

    @Test
    void diesBeforeTheWatermarkOfAFinishedTableIsLifted() throws IOException, InterruptedException {
        table("t", "int");
        lab.shell.mustRun(Lab.UP_TO_MOVE);
        Map<String, String> before = lab.digests(Side.NEW);
        MoverProcess mover = MoverProcess.start(
                lab, List.of("pgford.test.die_at=FINISHED"), "move", "t", "--prune", "--batch", "50");
        assertThat(mover.end()).as(mover.said()).isEqualTo(137);

        assertThat(constraints(Side.NEW)).isEmpty();
        assertThat(constraints(Side.OLD)).hasSize(1);
        lab.sql(Side.NEW, "UPDATE t SET id = -5 WHERE id = 5; UPDATE t SET id = 5 WHERE id = -5");
        assertThat(lab.digests(Side.NEW)).isEqualTo(before);
        assertThat(lab.shell.mustRun("move all").text()).contains("finished");

        assertThat(constraints(Side.OLD)).isEmpty();
        assertThat(lab.digests(Side.NEW)).isEqualTo(before);
        assertThat(lab.shell.mustRun("move all").text()).contains("Nothing to move");
    }

    @Test
    void nobodySeesARowMissingOrTwice() throws InterruptedException {
        Clients seen = new Clients(lab, 8, 19_000, 1_000, true);
        seen.upwards = true;
        seen.prepare();
        seen.start();
        try {
            lab.shell.mustRun("move all --prune --batch 500 --despite-sessions");
        } finally {
            seen.stop();
        }

        assertThat(seen.done.get()).isPositive();
        assertThat(seen.errors).isEmpty();
        assertThat(seen.anomalies()).as("%s", seen).isZero();
        assertThat(lab.leftBehind()).isZero();
    }

    @Test
    void whatTheApplicationDoesToAnInterruptedBatchReachesBothCopies() throws IOException, InterruptedException {
        table("t", "int");
        lab.shell.mustRun(Lab.UP_TO_MOVE);
        batches("t", 8);
        MoverProcess mover =
                MoverProcess.start(lab, List.of("pgford.test.die_at=LANDED"), "move", "t", "--prune", "--batch", "50");
        assertThat(mover.end()).as(mover.said()).isEqualTo(137);
        lab.sql(Side.NEW, "UPDATE t SET v = 'changed' WHERE id = 410");
        lab.sql(Side.NEW, "DELETE FROM t WHERE id = 420");
        lab.shell.mustRun("recover");
        Map<String, String> seen = lab.digests(Side.NEW);

        assertThat(lab.number(Side.NEW, "SELECT count(*) FROM t")).isEqualTo(999);
        assertThat(lab.number(Side.NEW, "SELECT count(*) FROM pgford.set_aside"))
                .isZero();
        lab.shell.mustRun("move all --prune");
        assertThat(lab.digests(Side.NEW)).isEqualTo(seen);
        assertThat(lab.texts(Side.NEW, "SELECT v FROM t WHERE id = 410")).containsExactly("changed");
    }
}
