package io.pgford.move;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgford.database.Pause;
import io.pgford.database.Side;
import io.pgford.pair.PostgresPair;
import io.pgford.problem.Exit;
import io.pgford.shell.TestShell;
import java.io.IOException;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Moves that run in one shell are seen and ruled from another, and no row minds. */
final class JobsIT {
    private static final int ROWS = 3_000;
    private final JsonMapper mapper = new JsonMapper();
    private Lab lab;
    private Map<String, String> before;

    @BeforeEach
    void fresh() {
        lab = new Lab(PostgresPair.shared());
        lab.both(
                "CREATE TABLE t (id int PRIMARY KEY, v text); CREATE TABLE \"Order Items\" (id int PRIMARY KEY, v text)");
        for (String table : List.of("t", "\"Order Items\"")) {
            lab.sql(
                    Side.OLD,
                    "INSERT INTO " + table + " SELECT i, 'row ' || i FROM generate_series(1, " + ROWS + ") i");
        }
        before = lab.digests(Side.OLD);
        lab.shell.mustRun(Lab.UP_TO_MOVE);
    }

    @AfterEach
    void drop() {
        lab.close();
    }

    private MoverProcess shell(String... words) throws IOException {
        return MoverProcess.start(lab, List.of(), words);
    }

    private long batches() {
        return lab.number(Side.NEW, "SELECT count(*) FROM pgford.batch");
    }

    private long unclean() {
        return lab.number(Side.NEW, "SELECT count(*) FROM pgford.batch WHERE left_at IS NULL");
    }

    private long state(String word) {
        return lab.number(
                Side.NEW,
                "SELECT count(*) FROM pgford.job WHERE state = '" + word + "'"
                        + " AND (ended_at IS NOT NULL) = (state IN ('finished', 'stopped', 'failed'))");
    }

    private static void until(MoverProcess process, BooleanSupplier seen) {
        while (!seen.getAsBoolean()) {
            if (process != null && !process.alive()) {
                throw new AssertionError("ended before it was seen:\n" + process.said());
            }
            Pause.of(50);
        }
    }

    private JsonNode jobs() {
        return mapper.readTree(lab.shell.mustRun("jobs --json").out()).get("jobs");
    }

    private void finish() {
        lab.shell.mustRun("move all");
        assertThat(lab.digests(Side.NEW)).isEqualTo(before);
        assertThat(lab.leftBehind()).isZero();
        assertThat(unclean()).isZero();
    }

    @Test
    void anotherShellPausesPacesAndResumes() throws Exception {
        MoverProcess mover = shell("move", "t", "--batch", "10", "--rate", "100/s");
        until(mover, () -> batches() > 1);
        assertThat(lab.shell.mustRun("status").text()).contains("next: Job 1 is at work");

        assertThat(lab.shell.mustRun("pause").out()).contains("Job 1 (t) stands between two batches");
        long crossed = batches();
        assertThat(unclean()).isZero();
        assertThat(jobs().get(0).get("state").asString()).isEqualTo("paused");
        assertThat(lab.shell.mustRun("status").out()).contains("next: Job 1 is paused. Let it go on: resume 1");
        assertThat(lab.shell.run("cleanup").exit()).isEqualTo(Exit.FAILED);
        lab.shell.mustRun("pause 1");
        assertThat(batches()).isEqualTo(crossed);

        assertThat(lab.shell.mustRun("pace 1 --rate off --batch 7").out()).contains("--batch 7 --hold 50ms");
        assertThat(lab.shell.mustRun("resume").out()).contains("goes on");
        assertThat(mover.end()).as(mover.said()).isZero();

        assertThat(lab.number(Side.NEW, "SELECT count(*) FROM pgford.batch WHERE rows = 7"))
                .isGreaterThan(300);
        assertThat(lab.number(Side.NEW, "SELECT max(rows) FROM pgford.batch WHERE id > " + (crossed + 2)))
                .isEqualTo(7);
        JsonNode job = jobs().get(0);
        assertThat(job.get("state").asString()).isEqualTo("finished");
        assertThat(job.get("percent").asLong()).isEqualTo(100);
        assertThat(job.get("rows").asLong()).isEqualTo(ROWS);
        finish();
    }

    @Test
    void anotherShellStops() throws Exception {
        MoverProcess mover = shell("move", "all", "--batch", "10", "--rate", "100/s");
        until(mover, () -> batches() > 1);

        assertThat(lab.shell.mustRun("stop 1").out()).contains("has ended: stopped");

        assertThat(mover.end()).isEqualTo(130);
        assertThat(mover.said()).contains("Stopped between two batches", "Go on whenever you like: move");
        assertThat(unclean()).isZero();
        assertThat(lab.shell.run("resume 1").text()).contains("Job 1 does not run any more: it was stopped");
        assertThat(lab.shell.run("stop").text()).contains("No move runs on this pair");
        TestShell.Result unknown = lab.shell.run("pause 77");
        assertThat(unknown.exit()).isEqualTo(Exit.USAGE);
        assertThat(unknown.err()).contains("There is no job 77");
        finish();
    }

    @Test
    void twoMoversNeverFight() throws Exception {
        MoverProcess mover = shell("move", "t", "--batch", "10", "--rate", "100/s");
        until(mover, () -> batches() > 1);

        TestShell.Result second = lab.shell.run("move all");

        assertThat(second.exit()).isEqualTo(Exit.FAILED);
        assertThat(second.err()).contains("Another mover is at work on t: job 1 (host ", "pid ", "role ", "stop 1");
        assertThat(lab.shell.mustRun("move \"Order Items\"").out()).contains("old is empty of them");
        lab.shell.mustRun("stop");
        mover.end();
        finish();
    }

    @Test
    void stopsAtItsHour() throws Exception {
        String soon = LocalTime.now(java.time.ZoneId.systemDefault())
                .plusSeconds(6)
                .format(DateTimeFormatter.ofPattern("HH:mm:ss", java.util.Locale.ROOT));

        MoverProcess mover = shell("move", "all", "--batch", "10", "--rate", "100/s", "--until", soon);

        assertThat(mover.end()).as(mover.said()).isZero();
        assertThat(mover.said())
                .contains("The hour of --until has come", "rows are left", "next: Go on whenever you like: move");
        assertThat(state("stopped")).isEqualTo(1);
        assertThat(unclean()).isZero();
        finish();
    }

    @Test
    void severalInTheBackgroundAndTheShellWaitsForThem() throws Exception {
        MoverProcess mover =
                shell("-c", "move t --background --batch 100; move \"Order Items\" --background --batch 100; jobs");

        assertThat(mover.end()).as(mover.said()).isZero();

        assertThat(mover.said())
                .contains("Job 1 moves t in the background")
                .contains("Job 2 moves \"Order Items\" in the background")
                .contains("Job 1 (t) is finished, 3,000 rows moved")
                .contains("Job 2 (\"Order Items\") is finished, 3,000 rows moved");
        assertThat(lab.digests(Side.NEW)).isEqualTo(before);
        assertThat(lab.leftBehind()).isZero();
    }

    @Test
    void oneThatFailsInTheBackgroundFailsTheRun() throws Exception {
        lab.sql(Side.NEW, "INSERT INTO t VALUES (1500, 'made twice')");

        MoverProcess mover = shell("-c", "move t --background");

        assertThat(mover.end()).as(mover.said()).isEqualTo(1);
        assertThat(mover.said()).contains("Job 1 (t) failed", "new already has one with the same key");
        assertThat(jobs().get(0).get("state").asString()).isEqualTo("failed");
        assertThat(lab.shell.mustRun("jobs").out()).contains("A row of t cannot land");
    }

    @Test
    void tablesSideBySide() {
        TestShell.Result result = lab.shell.mustRun("move all --jobs 2 --batch 50");

        assertThat(result.out()).contains("old is empty of them");
        assertThat(lab.digests(Side.NEW)).isEqualTo(before);
        // Their batches lie between each other.
        assertThat(lab.number(Side.NEW, """
                SELECT count(*) FROM (SELECT table_name <> lag(table_name) OVER (ORDER BY id) AS changes FROM pgford.batch) b
                WHERE changes""")).isGreaterThan(1);
    }

    @Test
    void withTheMovingTablesGatesOnlyATransactionOnAnotherTableIsNoHindrance() throws Exception {
        try (var reader = lab.connections.open(Side.NEW, "reader")) {
            reader.setAutoCommit(false);
            io.pgford.database.Rows.number(reader, "SELECT count(*) FROM \"Order Items\"");

            assertThat(lab.shell.mustRun("move t --gates table").out()).contains("old is empty of them");
            assertThat(lab.shell.mustRun("jobs").out()).contains("--gates table");
        }
        finish();
    }

    @Test
    void aTransactionOnAFinishedTableIsNoHindrance() throws Exception {
        lab.shell.mustRun("move t");
        try (var reader = lab.connections.open(Side.NEW, "reader")) {
            reader.setAutoCommit(false);
            io.pgford.database.Rows.number(reader, "SELECT count(*) FROM t");

            finish();
        }
    }

    @Test
    void aKilledShellsJobsDieAndEveryRowIsThereOnce() throws Exception {
        MoverProcess mover = shell(
                "-c", "move t --background --batch 5 --duty 1; move \"Order Items\" --background --batch 5 --duty 1");
        until(
                mover,
                () -> lab.number(Side.NEW, "SELECT count(DISTINCT table_name) FROM pgford.batch") == 2
                        && batches() > 10);

        mover.kill();

        until(
                null,
                () -> jobs().get(0).get("state").asString().equals("died")
                        && jobs().get(1).get("state").asString().equals("died"));
        assertThat(lab.shell.mustRun("status").out()).contains("died with its shell. Go on: move");
        assertThat(lab.number(Side.NEW, "SELECT count(DISTINCT id) FROM t")).isEqualTo(ROWS);
        finish();
        assertThat(lab.shell.mustRun("status").out()).doesNotContain("died");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HUP", "TERM"})
    void aShellThatIsToGoBringsItsBatchesToAnEnd(String signal) throws Exception {
        MoverProcess mover = shell(
                "-c", "move t --background --batch 10 --rate 200/s; move \"Order Items\" --batch 10 --rate 200/s");
        until(mover, () -> lab.number(Side.NEW, "SELECT count(DISTINCT table_name) FROM pgford.batch") == 2);

        mover.signal(signal);
        mover.end();

        assertThat(state("stopped")).isEqualTo(2);
        assertThat(unclean()).isZero();
        assertThat(lab.number(Side.NEW, "SELECT count(*) FROM t")).isEqualTo(ROWS);
        finish();
    }

    @Test
    void percentStaysBelowAHundredWhateverIsInsertedIntoOld() throws Exception {
        lab.sql(Side.OLD, "DELETE FROM t WHERE id > 10");
        MoverProcess mover = shell("move", "t", "--batch", "2", "--rate", "20/s");
        until(mover, () -> batches() > 1);
        lab.sql(Side.OLD, "INSERT INTO t SELECT i, 'late' FROM generate_series(100, 500) i");
        lab.shell.mustRun("pace --rate 100/s");
        until(mover, () -> lab.number(Side.NEW, "SELECT sum(rows) FROM pgford.batch") > 50);

        assertThat(jobs().get(0).get("percent").asLong()).isLessThan(100);
        assertThat(mapper.readTree(lab.shell.mustRun("status --json").out())
                        .get("tables")
                        .findValuesAsString("percent"))
                .doesNotContain("100");
        lab.shell.mustRun("pace --rate off --batch auto");
        assertThat(mover.end()).isZero();
        assertThat(lab.number(Side.NEW, "SELECT count(*) FROM t")).isEqualTo(411);
        assertThat(jobs().get(0).get("percent").asLong()).isEqualTo(100);
    }

    @Test
    void wrongWordsAreRefused() {
        for (String wrong : List.of(
                "move t --rate fast",
                "move t --rate 0",
                "move t --until 25:00",
                "move t --gates none",
                "move t --jobs 0",
                "pace")) {
            TestShell.Result result = lab.shell.run(wrong);
            assertThat(result.exit()).as(wrong).isEqualTo(Exit.USAGE);
            assertThat(result.err()).doesNotContain("Exception");
        }
        assertThat(lab.shell.mustRun("jobs").out()).contains("No move has run on this pair");
        assertThat(batches()).isZero();
    }
}
