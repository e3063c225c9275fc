package io.pgford.move;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgford.pair.PostgresPair;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** While rows cross, an application sees each of them once; and would see it if it were otherwise. */
final class MoveConsistencyIT {
    private Lab lab;
    private String test = "";

    @BeforeEach
    void fresh(TestInfo info) {
        test = info.getTestMethod().orElseThrow().getName();
        lab = new Lab(PostgresPair.shared());
    }

    @AfterEach
    void drop() {
        lab.close();
    }

    /** Lets an application work while all its tables cross. */
    private Clients move(int fixed, int owned, Function<String, Mover> mover) throws InterruptedException {
        Clients clients = new Clients(lab, 8, fixed, owned, true);
        clients.prepare();
        clients.start();
        try {
            for (String table : Clients.TABLES) {
                assertThat(mover.apply(table).run()).isTrue();
            }
            return clients;
        } finally {
            clients.stop();
            report(clients);
        }
    }

    private Function<String, Mover> moverOf(int batch, GatesToClose gates) {
        return table -> lab.mover(table, batch, new Lab.Quiet(), gates);
    }

    /** For {@code scripts/bench consistency}. */
    private void report(Clients clients) {
        System.out.println(test + ": " + clients);
    }

    /** {@code -Dpgford.test.rounds=10} for more than one. */
    static IntStream rounds() {
        return IntStream.rangeClosed(1, Integer.getInteger("pgford.test.rounds", 1));
    }

    /** Three tables with 201,000 rows in all; eight sessions. */
    @ParameterizedTest
    @MethodSource("rounds")
    void nobodySeesARowMissingOrTwice(int round) throws InterruptedException {
        Clients seen = move(59_000, 1_000, moverOf(2_000, GatesToClose.ALL));

        assertThat(seen.done.get()).isGreaterThan(1_000);
        assertThat(seen.errors).isEmpty();
        assertThat(seen.anomalies()).as("%s", seen).isZero();
        assertThat(lab.leftBehind()).isZero();
    }

    /** One client, at which the mover sees now nobody and now somebody waiting, with batches of one range and of many. */
    @Test
    void nobodySeesARowMissingOrTwiceWhereBatchesGoOnUntilSomebodyWaits() throws InterruptedException {
        Clients seen = new Clients(lab, 1, 30_000, 2_000, true);
        seen.prepare();
        seen.start();
        try {
            lab.shell.mustRun("move all --hold 30ms --despite-sessions");
        } finally {
            seen.stop();
            report(seen);
        }

        assertThat(seen.done.get()).isPositive();
        assertThat(seen.errors).isEmpty();
        assertThat(seen.anomalies()).as("%s", seen).isZero();
        assertThat(lab.leftBehind()).isZero();
    }

    @Test
    void withoutGatesItIsSeen() throws InterruptedException {
        Clients seen = move(3_000, 100, table -> lab.gatelessMover(table, 100));

        assertThat(seen.anomalies()).as("%s", seen).isPositive();
    }

    @Test
    void withTheMovingTablesGatesOnlyItIsSeen() throws InterruptedException {
        Clients seen = move(3_000, 100, moverOf(100, GatesToClose.TABLE));

        assertThat(seen.anomalies()).as("%s", seen).isPositive();
    }
}
