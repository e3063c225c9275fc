package io.pgford.move;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pgford.database.Connections;
import io.pgford.database.Pair;
import io.pgford.database.Pause;
import io.pgford.database.Rows;
import io.pgford.database.Side;
import io.pgford.pair.PostgresPair;
import io.pgford.pair.Standby;
import io.pgford.problem.Problem;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What readers on a standby of {@code new} see while rows cross: {@code docs/isolation.md}. */
final class MoveStandbyIT {
    private PostgresPair servers;
    private Lab lab;
    private Standby standby;
    private Connection reader;

    @BeforeEach
    void standby() throws Exception {
        assumeTrue(
                Standby.possible(),
                "SKIPPED: no programs of PostgreSQL 15 are installed, so there is no standby to test");
        servers = PostgresPair.own(13, 15);
        lab = new Lab(servers);
        lab.both("CREATE TABLE items (id int PRIMARY KEY)");
        lab.sql(Side.OLD, "INSERT INTO items SELECT generate_series(1, 2000)");
        lab.shell.mustRun(Lab.UP_TO_MOVE);
        standby = new Standby(lab.pair.newEnd());
        reader = connected();
        // It answers before it has asked for what comes next.
        until("SELECT count(*) > 0 FROM pg_stat_replication WHERE state = 'streaming' AND replay_lsn IS NOT NULL");
    }

    private void until(String condition) throws SQLException {
        try (Connection there = lab.connections.open(Side.NEW, "test")) {
            until(there, condition);
        }
    }

    private static void until(Connection there, String condition) throws SQLException {
        for (int tries = 0; !Rows.holds(there, condition); tries++) {
            assertThat(tries).as("tries until " + condition).isLessThan(600);
            Pause.of(100);
        }
    }

    /** The function only asks for it. */
    private void pauseReplay() throws SQLException {
        Rows.list(reader, "SELECT pg_wal_replay_pause()", row -> true);
        until(reader, "SELECT pg_get_wal_replay_pause_state() = 'paused'");
    }

    private Connection connected() {
        Pair there = new Pair(lab.pair.oldEnd(), standby.endpoint(), lab.pair.fdwHost(), lab.pair.fdwPort());
        for (int tries = 0; ; tries++) {
            try (Connections connections = new Connections(there)) {
                return connections.open(Side.NEW, "reader");
            } catch (Problem e) {
                if (tries > 300) {
                    throw e;
                }
                Pause.of(100);
            }
        }
    }

    @AfterEach
    void drop() throws Exception {
        if (reader != null) {
            reader.close();
        }
        if (standby != null) {
            lab.close();
            standby.close();
            servers.close();
        }
    }

    private long seen() throws SQLException {
        return Rows.number(reader, "SELECT count(*) FROM items");
    }

    @Test
    void anAsynchronousOneLacksWhatItHasNotApplied() throws SQLException {
        assertThat(lab.shell.mustRun("status").out()).contains("standby standby at 127.0.0.1 is async");
        pauseReplay();
        assertThat(lab.mover("items", new MoveIsolationIT.OneBatch()).run()).isFalse();
        assertThat(seen()).isEqualTo(1990);
        Rows.list(reader, "SELECT pg_wal_replay_resume()", row -> true);
        assertThat(lab.mover("items", new MoveIsolationIT.OneBatch()).run()).isFalse();
    }

    private void synchronous() throws SQLException {
        lab.sql(Side.NEW, "ALTER SYSTEM SET synchronous_standby_names = 'standby'");
        lab.sql(Side.NEW, "SELECT pg_reload_conf()");
        until("SELECT count(*) > 0 FROM pg_stat_replication WHERE sync_state = 'sync'");
        assertThat(lab.shell.mustRun("status").out()).doesNotContain("standby standby");
    }

    @Test
    void noRowLeavesBeforeASynchronousOneHasAppliedIt() throws SQLException {
        synchronous();
        pauseReplay();
        CompletableFuture<Boolean> move = CompletableFuture.supplyAsync(
                () -> lab.mover("items", new MoveIsolationIT.OneBatch()).run());
        until("""
                SELECT count(*) > 0 FROM pg_stat_activity
                WHERE wait_event = 'SyncRep' AND state_change < clock_timestamp() - interval '1 second'
                """);
        assertThat(move.isDone()).isFalse();
        assertThat(lab.shell.mustRun("status").out())
                .contains("synchronous standby standby at 127.0.0.1 has ", "pg_wal_replay_resume");
        assertThat(lab.number(Side.OLD, "SELECT count(*) FROM items")).isEqualTo(2000);
        assertThat(seen()).isEqualTo(2000);
        Rows.list(reader, "SELECT pg_wal_replay_resume()", row -> true);
        assertThat(move.join()).isFalse();
        assertThat(lab.number(Side.OLD, "SELECT count(*) FROM items")).isEqualTo(1990);
        assertThat(seen()).isEqualTo(2000);
    }

    @Test
    void oneThatIsAskedForAndNotThereIsSaid() throws SQLException {
        synchronous();
        lab.sql(Side.NEW, "ALTER SYSTEM SET synchronous_standby_names = 'ANY 2 (standby, other)'");
        lab.sql(Side.NEW, "SELECT pg_reload_conf()");
        until("SELECT count(*) > 0 FROM pg_stat_replication WHERE sync_state = 'quorum'");
        assertThat(lab.shell.mustRun("status").out()).contains("new waits for 2 standbys", "only 1 is there");
        lab.sql(Side.NEW, "ALTER SYSTEM SET synchronous_standby_names = 'other'");
        lab.sql(Side.NEW, "SELECT pg_reload_conf()");
        until("SELECT count(*) = 0 FROM pg_stat_replication WHERE sync_state = 'quorum'");
        assertThat(lab.shell.mustRun("plan").out()).contains("new waits for a standby", "none is there");
        lab.sql(Side.NEW, "ALTER SYSTEM RESET synchronous_standby_names");
        lab.sql(Side.NEW, "SELECT pg_reload_conf()");
    }

    @Test
    void aSynchronousOneShowsAllRowsAtAnyTime() throws SQLException {
        synchronous();
        CompletableFuture<Boolean> move = CompletableFuture.supplyAsync(
                () -> lab.mover("items", new Lab.Quiet()).run());
        Set<Long> counts = new TreeSet<>();
        int reads = 0;
        while (!move.isDone()) {
            counts.add(seen());
            reads++;
        }
        assertThat(move.join()).isTrue();
        assertThat(reads).isGreaterThan(20);
        assertThat(counts).containsExactly(2000L);
    }
}
