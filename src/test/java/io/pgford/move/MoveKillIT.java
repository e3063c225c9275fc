package io.pgford.move;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgford.database.Pause;
import io.pgford.database.Side;
import io.pgford.pair.PostgresPair;
import io.pgford.problem.Exit;
import io.pgford.shell.TestShell;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever dies, each row is there exactly once in the end, and no update of the application is lost. */
final class MoveKillIT {
    private static final String[] MOVE = {"move", "all", "--batch", "50", "--duty", "1"};

    private Lab lab;
    private Optional<PostgresPair> own = Optional.empty();

    @AfterEach
    void drop() {
        lab.close();
        own.ifPresent(PostgresPair::close);
    }

    /** The end of each story: the move is started once more, and all is well. */
    private void finishAndCompare(Clients clients) throws InterruptedException {
        lab.shell.mustRun("move all");
        clients.stop();
        assertThat(clients.done.get()).isPositive();
        assertThat(clients.damage()).as("%s", clients).isZero();
        assertThat(lab.leftBehind()).isZero();
        assertThat(lab.number(Side.NEW, "SELECT count(*) FROM pgford.batch WHERE left_at IS NULL"))
                .isZero();
    }

    /** {@code closed}: whether all batches cross behind closed gates, as those do whose rows somebody wants to change. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void diesAtEachPointOfTheProtocol(boolean closed) throws IOException, InterruptedException {
        lab = new Lab(PostgresPair.shared());
        Clients clients = new Clients(lab, 4, 2_000, 100, true);
        clients.prepare();
        clients.start();
        try {
            for (FaultPoint point : EnumSet.range(FaultPoint.BEFORE_LOCK, FaultPoint.RELEASED)) {
                for (int visit : new int[] {1, 3}) {
                    MoverProcess mover = MoverProcess.start(
                            lab,
                            List.of(
                                    "pgford.test.closed=" + closed,
                                    "pgford.test.die_at=" + point,
                                    "pgford.test.die_at_visit=" + visit),
                            MOVE);
                    assertThat(mover.end()).as(mover.said()).isEqualTo(137);
                }
            }
            finishAndCompare(clients);
            assertThat(lab.number(Side.NEW, "SELECT count(*) FROM pgford.batch WHERE healing"))
                    .isPositive();
        } finally {
            clients.stop();
        }
    }

    @Test
    void rowsAreTheSameByteForByteAfterDyingInThePlainTable() throws IOException, InterruptedException {
        lab = new Lab(PostgresPair.shared());
        lab.both("CREATE TABLE t (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, v text,"
                + " w text GENERATED ALWAYS AS (v || '!') STORED)");
        lab.sql(Side.OLD, "INSERT INTO t (v) SELECT E'\\\\' || md5(i::text) || E'\\t' FROM generate_series(1, 600) i");
        Map<String, String> before = lab.digests(Side.OLD);
        lab.shell.mustRun(Lab.UP_TO_MOVE);
        for (FaultPoint point : List.of(FaultPoint.COPIED, FaultPoint.LANDED, FaultPoint.LANDED, FaultPoint.LEFT)) {
            MoverProcess mover = MoverProcess.start(lab, List.of("pgford.test.die_at=" + point), MOVE);
            assertThat(mover.end()).as(mover.said()).isEqualTo(137);
            assertThat(lab.number(Side.NEW, "SELECT count(DISTINCT id) FROM t")).isEqualTo(600);
        }
        assertThat(lab.shell.mustRun("status").text()).contains("t");

        assertThat(lab.shell.mustRun("recover").text()).contains("an interrupted batch was brought to its end");

        assertThat(lab.digests(Side.NEW)).isEqualTo(before);
        assertThat(lab.shell.mustRun("recover").text()).contains("Nothing is between the two sides");
        lab.shell.mustRun("move all");
        assertThat(lab.digests(Side.NEW)).isEqualTo(before);
        assertThat(lab.leftBehind()).isZero();
    }

    @Test
    void aBatchOfManyRangesIsHealedInParts() throws IOException, InterruptedException {
        lab = new Lab(PostgresPair.shared());
        lab.both("CREATE TABLE t (id bigint PRIMARY KEY, v text)");
        lab.sql(Side.OLD, "INSERT INTO t SELECT i, md5(i::text) FROM generate_series(1, 20000) i");
        Map<String, String> before = lab.digests(Side.OLD);
        lab.shell.mustRun(Lab.UP_TO_MOVE);
        for (FaultPoint point : List.of(FaultPoint.COPIED, FaultPoint.LANDED)) {
            MoverProcess mover =
                    MoverProcess.start(lab, List.of("pgford.test.die_at=" + point), "move", "t", "--hold", "100ms");
            assertThat(mover.end()).as(mover.said()).isEqualTo(137);
        }
        assertThat(lab.number(Side.NEW, "SELECT max(rows) FROM pgford.batch")).isGreaterThan(200);
        MoverProcess healing =
                MoverProcess.start(lab, List.of("pgford.test.die_at=LANDED", "pgford.test.die_at_visit=2"), "recover");
        assertThat(healing.end()).as(healing.said()).isEqualTo(137);
        assertThat(lab.number(Side.NEW, "SELECT count(DISTINCT id) FROM t")).isEqualTo(20_000);

        lab.shell.mustRun("recover");

        assertThat(lab.digests(Side.NEW)).isEqualTo(before);
        lab.shell.mustRun("move all");
        assertThat(lab.digests(Side.NEW)).isEqualTo(before);
        assertThat(lab.leftBehind()).isZero();
    }

    @Test
    void healsWhatTheApplicationDidMeanwhileAndThrowsNothingAway() throws IOException, InterruptedException {
        lab = new Lab(PostgresPair.shared());
        lab.both("CREATE TABLE t (id int PRIMARY KEY, v text)");
        lab.sql(Side.OLD, "INSERT INTO t SELECT i, 'first' FROM generate_series(1, 100) i");
        lab.shell.mustRun(Lab.UP_TO_MOVE);
        MoverProcess mover = MoverProcess.start(lab, List.of("pgford.test.die_at=LANDED"), MOVE);
        assertThat(mover.end()).as(mover.said()).isEqualTo(137);
        assertThat(lab.number(
                        Side.NEW,
                        "WITH u AS (UPDATE t SET v = 'changed' WHERE id = 1 RETURNING 1) SELECT count(*) FROM u"))
                .isEqualTo(2);
        lab.sql(Side.NEW, "DELETE FROM t WHERE id = 2");
        lab.sql(Side.NEW, "UPDATE t SET id = -5 WHERE id = 77");
        lab.sql(Side.OLD, "UPDATE t SET v = 'apart' WHERE id = 3");

        String said = lab.shell.mustRun("recover").text();

        assertThat(said).contains("brought to its end", "1 of its rows", "pgford.set_aside");
        assertThat(lab.text(Side.NEW, "SELECT content->>'v' FROM pgford.set_aside"))
                .isEqualTo("apart");
        assertThat(lab.texts(Side.NEW, "SELECT id || v FROM t WHERE id IN (1, 2, 3, -5) ORDER BY id"))
                .containsExactly("-5first", "1changed", "3first");
        assertThat(lab.number(Side.NEW, "SELECT count(*) FROM t")).isEqualTo(99);
        lab.shell.mustRun("move all");
        assertThat(lab.leftBehind()).isZero();
        assertThat(lab.number(Side.NEW, "SELECT count(*) FROM t")).isEqualTo(99);
    }

    @Test
    void copiesWhoseKeysTheApplicationChangedBeforeTheHealingAreOneRowInTheEnd()
            throws IOException, InterruptedException {
        lab = new Lab(PostgresPair.shared());
        lab.both("CREATE TABLE t (id int PRIMARY KEY, v text)");
        lab.sql(Side.OLD, "INSERT INTO t SELECT i * 10, 'row ' || i FROM generate_series(1, 300) i");
        lab.shell.mustRun(Lab.UP_TO_MOVE);
        MoverProcess mover = MoverProcess.start(lab, List.of("pgford.test.die_at=LANDED"), MOVE);
        assertThat(mover.end()).as(mover.said()).isEqualTo(137);
        // Below the batch, far above it, and in two batches that come later.
        lab.sql(Side.NEW, "UPDATE t SET id = -1 WHERE id = 10");
        lab.sql(Side.NEW, "UPDATE t SET id = 99999 WHERE id = 20");
        lab.sql(Side.NEW, "UPDATE t SET id = id + 1000 + 5 WHERE id IN (30, 40, 450)");
        lab.shell.mustRun("recover");

        String said = lab.shell.mustRun("move all --batch 50").text();

        assertThat(said).contains("the two are compared");
        assertThat(lab.leftBehind()).isZero();
        assertThat(lab.number(Side.NEW, "SELECT count(*) FROM t")).isEqualTo(300);
        assertThat(lab.texts(Side.NEW, "SELECT id || v FROM t WHERE id % 10 <> 0 ORDER BY id"))
                .containsExactly("-1row 1", "1035row 3", "1045row 4", "1455row 45", "99999row 2");
    }

    @Test
    void rowsThatDifferUnderOneKeyStopTheMoveAlsoAfterAHealing() throws IOException, InterruptedException {
        lab = new Lab(PostgresPair.shared());
        lab.both("CREATE TABLE t (id int PRIMARY KEY, v text)");
        lab.sql(Side.OLD, "INSERT INTO t SELECT i, 'first' FROM generate_series(1, 100) i");
        lab.shell.mustRun(Lab.UP_TO_MOVE);
        MoverProcess mover = MoverProcess.start(lab, List.of("pgford.test.die_at=LANDED"), MOVE);
        assertThat(mover.end()).as(mover.said()).isEqualTo(137);
        lab.sql(Side.NEW, "INSERT INTO t VALUES (77, 'second')");

        TestShell.Result result = lab.shell.run("move all --batch 50");

        assertThat(result.exit()).isEqualTo(Exit.FAILED);
        assertThat(result.err()).contains("same key", "Nothing of this batch has moved");
        assertThat(lab.texts(Side.NEW, "SELECT v FROM t WHERE id = 77 ORDER BY v"))
                .containsExactly("first", "second");
        assertThat(lab.number(Side.NEW, "SELECT count(*) FROM pgford.set_aside"))
                .isZero();
    }

    @Test
    void isKilledAtAnyTime() throws IOException, InterruptedException {
        lab = new Lab(PostgresPair.shared());
        Random random = new Random();
        Clients clients = new Clients(lab, 2, 12_000, 300, true);
        clients.prepare();
        clients.start();
        try {
            for (int i = 0; i < 50; i++) {
                MoverProcess mover = MoverProcess.start(lab, List.of(), "move", "all", "--batch", "20", "--duty", "1");
                while (mover.alive()
                        && lab.number(
                                        Side.NEW,
                                        "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'pgford move land'"
                                                + " AND datname = current_database()")
                                == 0) {
                    Pause.of(20);
                }
                Pause.of(random.nextInt(300));
                mover.kill();
            }
            assertThat(lab.number(Side.NEW, "SELECT count(*) FROM pgford.progress WHERE finished_at IS NOT NULL"))
                    .as("all of the kills should have hit a mover at work")
                    .isLessThan(Clients.TABLES.length);
            finishAndCompare(clients);
        } finally {
            clients.stop();
        }
    }

    @Test
    void goesOnWhenItsSessionsAreTerminated() throws IOException, InterruptedException {
        lab = new Lab(PostgresPair.shared());
        Clients clients = new Clients(lab, 4, 3_000, 100, false);
        clients.prepare();
        clients.start();
        try {
            MoverProcess mover = MoverProcess.start(lab, List.of(), "move", "all", "--batch", "20", "--duty", "1");
            for (int round = 0; round < 2; round++) {
                terminate(mover, Side.NEW, "lock");
                terminate(mover, Side.NEW, "land");
                terminate(mover, Side.OLD, "leave");
                terminate(mover, Side.OLD, "scout");
            }
            assertThat(mover.end()).as(mover.said()).isZero();
            // What a lost session is called depends on whether its last words were heard.
            assertThat(mover.said())
                    .contains("Opening new sessions")
                    .containsPattern("old (at \\S+ ended the connection|cannot be reached)")
                    .containsPattern("new (at \\S+ ended the connection|cannot be reached)");
            finishAndCompare(clients);
        } finally {
            clients.stop();
        }
    }

    private void terminate(MoverProcess mover, Side side, String session) {
        while (mover.alive() && lab.number(side, """
                        SELECT count(pg_catalog.pg_terminate_backend(pid)) FROM pg_catalog.pg_stat_activity
                        WHERE application_name = 'pgford move %s' AND datname = pg_catalog.current_database()
                        """.formatted(session)) == 0) {
            Pause.of(10);
        }
        Pause.of(300);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void goesOnWhenAServerCrashed(boolean prune) throws IOException, InterruptedException {
        PostgresPair servers = PostgresPair.own(13, 18);
        own = Optional.of(servers);
        lab = new Lab(servers);
        Random random = new Random();
        Clients clients = new Clients(lab, 4, 4_000, 100, false);
        clients.upwards = prune;
        clients.prepare();
        clients.start();
        try {
            List<String> words = new ArrayList<>(List.of("move", "all", "--batch", "20", "--duty", "1"));
            if (prune) {
                words.add("--prune");
            }
            MoverProcess mover = MoverProcess.start(lab, List.of(), words.toArray(String[]::new));
            for (List<Side> dying : List.of(List.of(Side.OLD), List.of(Side.NEW), List.of(Side.OLD, Side.NEW))) {
                long moved = lab.number(Side.NEW, "SELECT count(*) FROM pgford.batch");
                while (mover.alive() && lab.number(Side.NEW, "SELECT count(*) FROM pgford.batch") < moved + 5) {
                    Pause.of(20);
                }
                Pause.of(random.nextInt(100));
                dying.forEach(servers::crash);
                Pause.of(random.nextInt(1_000));
                dying.forEach(servers::start);
            }
            assertThat(mover.end()).as(mover.said()).isZero();
            assertThat(mover.said()).contains("Opening new sessions");
            finishAndCompare(clients);
        } finally {
            clients.stop();
        }
    }
}
