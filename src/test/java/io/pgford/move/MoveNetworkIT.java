package io.pgford.move;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgford.database.Pair;
import io.pgford.database.Pause;
import io.pgford.database.Rows;
import io.pgford.database.Side;
import io.pgford.pair.PostgresPair;
import io.pgford.pair.TcpProxy;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A network that is cut, broken or slow between the shell and the servers: nothing is lost, and nobody is kept out for long. */
final class MoveNetworkIT {
    /** What the server's time-outs allow, with room for a busy machine; without them it would be for ever. */
    private static final int LONGEST_WAIT_SECONDS = 30;

    private Lab lab;
    private final Map<Side, TcpProxy> networks = new EnumMap<>(Side.class);
    private Pair cuttable;

    @BeforeEach
    void fresh() {
        lab = new Lab(PostgresPair.shared());
        for (Side side : Side.values()) {
            networks.put(side, new TcpProxy(lab.pair.at(side)));
        }
        cuttable = new Pair(
                networks.get(Side.OLD).endpoint(),
                networks.get(Side.NEW).endpoint(),
                lab.pair.fdwHost(),
                lab.pair.fdwPort());
    }

    @AfterEach
    void drop() {
        networks.values().forEach(TcpProxy::close);
        lab.close();
    }

    private MoverProcess mover(String... properties) throws IOException {
        return MoverProcess.start(cuttable, List.of(properties), "move", "all", "--batch", "20", "--duty", "1");
    }

    private void awaitBatches(MoverProcess mover, int more) {
        long before = batches();
        while (mover.alive() && batches() < before + more) {
            Pause.of(20);
        }
        assertThat(mover.alive()).as(mover.said()).isTrue();
    }

    private long batches() {
        return lab.number(Side.NEW, "SELECT count(*) FROM pgford.batch");
    }

    private void finishAndCompare(MoverProcess mover, Clients clients) throws InterruptedException {
        assertThat(mover.end()).as(mover.said()).isZero();
        clients.stop();
        assertThat(clients.damage()).as("%s", clients).isZero();
        assertThat(clients.errors).isEmpty();
        assertThat(lab.leftBehind()).isZero();
    }

    @Test
    void goesOnByItselfWhenTheNetworkIsThereAgain() throws IOException, InterruptedException {
        Clients clients = new Clients(lab, 4, 6_000, 100, false);
        clients.prepare();
        clients.start();
        Random random = new Random();
        try {
            MoverProcess mover = mover();
            for (Set<Side> cut : List.of(Set.of(Side.OLD), Set.of(Side.NEW), Set.of(Side.OLD, Side.NEW))) {
                awaitBatches(mover, 3);
                Pause.of(random.nextInt(100));
                int said = mover.said().length();
                cut.forEach(side -> networks.get(side).cut());
                while (mover.alive() && !mover.said().substring(said).contains("cannot be reached")) {
                    Pause.of(50);
                }
                assertThat(mover.alive()).as(mover.said()).isTrue();
                cut.forEach(side -> networks.get(side).heal());
            }
            finishAndCompare(mover, clients);
            assertThat(mover.said())
                    .containsPattern("old cannot be reached")
                    .containsPattern("new cannot be reached")
                    .contains("Opening new sessions");
        } finally {
            clients.stop();
        }
    }

    @Test
    void goesOnWhenConnectionsAreResetAndWhenTheNetworkIsSlow() throws IOException, InterruptedException {
        Clients clients = new Clients(lab, 4, 3_000, 100, false);
        clients.prepare();
        clients.start();
        Random random = new Random();
        try {
            MoverProcess mover = mover();
            for (int i = 0; i < 6; i++) {
                awaitBatches(mover, 2);
                Pause.of(random.nextInt(100));
                networks.get(i % 2 == 0 ? Side.OLD : Side.NEW).reset();
            }
            networks.values().forEach(network -> network.delay(5));
            awaitBatches(mover, 5);
            networks.values().forEach(network -> network.delay(0));
            finishAndCompare(mover, clients);
            assertThat(mover.said()).contains("Opening new sessions");
        } finally {
            clients.stop();
        }
    }

    /** The shell's machine is gone without a word, at any point of a batch: the gates open, and another shell can go on. */
    @Test
    void aShellThatVanishedKeepsNobodyOut() throws IOException, InterruptedException {
        lab.both("CREATE TABLE t (id int PRIMARY KEY, v text)");
        lab.sql(Side.OLD, "INSERT INTO t SELECT i, repeat(md5(i::text), 20) FROM generate_series(1, 2000) i");
        Map<String, String> before = lab.digests(Side.OLD);
        lab.shell.mustRun(Lab.UP_TO_MOVE);
        // In the middle of a COPY, with the inner gates closed too, and between the two commits.
        for (FaultPoint point : List.of(FaultPoint.DELETING, FaultPoint.NOTED, FaultPoint.LANDED)) {
            MoverProcess mover = mover("pgford.test.hang_at=" + point);
            while (mover.alive() && !mover.said().contains("hangs at")) {
                Pause.of(20);
            }
            assertThat(mover.alive()).as(mover.said()).isTrue();
            networks.values().forEach(TcpProxy::cut);
            mover.kill();

            // Rows that are leaving are locked on old as long as the gate is closed on new.
            lab.connections.with(Side.NEW, c -> {
                Rows.run(c, "SET statement_timeout = '" + LONGEST_WAIT_SECONDS + "s'");
                assertThat(Rows.number(c, "SELECT count(DISTINCT id) FROM t")).isEqualTo(2000);
                Rows.run(c, "UPDATE t SET v = v WHERE id <= 100");
                Rows.run(c, "RESET statement_timeout");
                return true;
            });

            // Whatever of its words was still on the way comes now, or never.
            networks.values().forEach(TcpProxy::heal);
        }
        lab.shell.mustRun("move all");
        assertThat(lab.digests(Side.NEW)).isEqualTo(before);
        assertThat(lab.leftBehind()).isZero();
    }
}
