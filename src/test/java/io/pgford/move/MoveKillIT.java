package io.pgford.move;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgford.database.Rows;
import io.pgford.database.Side;
import io.pgford.pair.PostgresPair;
import io.pgford.problem.Exit;
import io.pgford.shell.TestShell;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever dies in the middle of a move: afterwards every row is there exactly once, byte for byte. */
class MoveKillIT {
    private static final int ROWS = 6_000;
    private static final String SCHEMA = """
            CREATE TABLE item (id bigint PRIMARY KEY, n int NOT NULL DEFAULT 0, note text);
            GRANT SELECT, INSERT, UPDATE, DELETE ON item TO app
            """;
    private static final String FILL =
            "INSERT INTO item SELECT g, 0, repeat(E'x\\t\\\\', 20) || g FROM generate_series(1, " + ROWS + ") g";

    private final PostgresPair servers = PostgresPair.shared();

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(FaultPoint.class)
    void diesAtEveryPoint(FaultPoint point) throws Exception {
        try (Crossing crossing = Crossing.prepared(servers, SCHEMA, FILL)) {
            String before = crossing.digest(Side.OLD, "item", "id");
            Process mover = crossing.process(
                    folder.resolve("log"),
                    List.of("-Dpgford.test.die_at=" + point, "-Dpgford.test.die_at_visit=3"),
                    "move",
                    "item",
                    "--batch",
                    "500");
            assertThat(mover.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(mover.exitValue())
                    .as(Files.readString(folder.resolve("log")))
                    .isEqualTo(137);

            // An application that works between the death and the healing updates each copy alike, and no update is
            // lost.
            crossing.run(Side.NEW, "UPDATE item SET n = n + 1 WHERE id BETWEEN 900 AND 1600");
            finish(crossing);

            assertThat(crossing.number(Side.NEW, "SELECT count(*) FROM ONLY item WHERE n = 1"))
                    .isEqualTo(701);
            crossing.run(Side.NEW, "UPDATE item SET n = 0 WHERE n = 1");
            assertThat(crossing.digest(Side.NEW, "ONLY item", "id")).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void killedAtRandom(int seed) throws Exception {
        try (Crossing crossing = Crossing.prepared(servers, SCHEMA, FILL)) {
            String before = crossing.digest(Side.OLD, "item", "id");
            Random random = new Random(seed);
            for (int kills = 0; kills < 3; kills++) {
                Process mover =
                        crossing.process(folder.resolve("log" + kills), List.of(), "move", "item", "--batch", "20");
                mover.waitFor(400 + random.nextInt(1_200), TimeUnit.MILLISECONDS);
                mover.destroyForcibly().waitFor();
            }
            finish(crossing);
            assertThat(crossing.digest(Side.NEW, "ONLY item", "id")).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"lock", "land", "leave"})
    void goesOnWhenOneOfItsSessionsIsTerminated(String session) throws Exception {
        try (Crossing crossing = Crossing.prepared(servers, SCHEMA, FILL)) {
            String before = crossing.digest(Side.OLD, "item", "id");
            Path log = folder.resolve("log");
            Process mover = crossing.process(log, List.of(), "move", "item", "--batch", "5");
            Side side = session.equals("leave") ? Side.OLD : Side.NEW;
            long ended = 0;
            while (ended == 0 && mover.isAlive()) {
                boolean under = crossing.number(Side.NEW, "SELECT count(*) FROM pgford.batch") > 20;
                ended = !under
                        ? 0
                        : crossing.connections().with(side, c -> Rows.number(c, """
                                        SELECT count(*) FROM (
                                            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                                            WHERE datname = current_database() AND application_name = ?) t
                                        """, "pgford move " + session));
                Thread.sleep(20);
            }
            assertThat(ended).isPositive();
            assertThat(mover.waitFor(120, TimeUnit.SECONDS)).isTrue();
            assertThat(mover.exitValue()).as(Files.readString(log)).isZero();
            assertThat(Files.readString(log)).contains("going on");
            assertThat(crossing.digest(Side.NEW, "ONLY item", "id")).isEqualTo(before);
            assertThat(crossing.number(Side.OLD, "SELECT count(*) FROM item")).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void goesOnWhenAServerCrashes(Side side) throws Exception {
        try (PostgresPair own = PostgresPair.own(13, 18);
                Crossing crossing = Crossing.prepared(own, SCHEMA, FILL)) {
            String before = crossing.digest(Side.OLD, "item", "id");
            Path log = folder.resolve("log");
            Process mover = crossing.process(log, List.of(), "move", "item", "--batch", "5");
            while (mover.isAlive() && crossing.number(Side.NEW, "SELECT count(*) FROM pgford.batch") < 20) {
                Thread.sleep(20);
            }
            own.crash(side);
            own.start(side);
            assertThat(mover.waitFor(150, TimeUnit.SECONDS)).isTrue();
            assertThat(mover.exitValue()).as(Files.readString(log)).isZero();
            assertThat(crossing.digest(Side.NEW, "ONLY item", "id")).isEqualTo(before);
            assertThat(crossing.number(Side.OLD, "SELECT count(*) FROM item")).isZero();
        }
    }

    @Test
    void recoverHealsWithoutMovingOn() throws Exception {
        try (Crossing crossing = Crossing.prepared(servers, SCHEMA, FILL);
                TestShell shell = crossing.shell()) {
            Process mover = crossing.process(
                    folder.resolve("log"), List.of("-Dpgford.test.die_at=LANDED"), "move", "item", "--batch", "500");
            assertThat(mover.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(crossing.number(Side.NEW, "SELECT count(*) FROM item")).isEqualTo(ROWS + 500);
            assertThat(shell.mustRun("status").text()).contains("interrupted", "recover");
            TestShell.Result early = shell.run("cleanup");
            assertThat(early.exit()).isEqualTo(Exit.FAILED);

            shell.mustRun("recover");

            assertThat(crossing.number(Side.NEW, "SELECT count(*) FROM item")).isEqualTo(ROWS);
            assertThat(crossing.number(Side.OLD, "SELECT count(*) FROM item")).isEqualTo(ROWS - 500);
            assertThat(shell.mustRun("recover").text()).contains("Nothing is between");
        }
    }

    private static void finish(Crossing crossing) {
        try (TestShell shell = crossing.shell()) {
            shell.mustRun("move all", "status");
        }
        assertThat(crossing.number(Side.OLD, "SELECT count(*) FROM item")).isZero();
        assertThat(crossing.number(Side.NEW, "SELECT count(*) FROM item")).isEqualTo(ROWS);
    }
}
