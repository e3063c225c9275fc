package io.pgford.move;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgford.database.Connections;
import io.pgford.database.Pair;
import io.pgford.database.Rows;
import io.pgford.database.Side;
import io.pgford.pair.PostgresPair;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who reads with a snapshot older than a batch does not see its rows: {@code docs/isolation.md}. A batch has ten rows here. */
final class MoveIsolationIT {
    private Lab lab;
    private Connection reader;

    @BeforeEach
    void fresh() {
        lab = new Lab(PostgresPair.shared());
        lab.both("CREATE TABLE items (id int PRIMARY KEY)");
        lab.both("GRANT SELECT ON items TO app");
        lab.sql(Side.OLD, "INSERT INTO items SELECT generate_series(1, 100)");
        lab.shell.mustRun(Lab.UP_TO_MOVE);
        try (Connections app = new Connections(new Pair(
                lab.servers.app(lab.pair, Side.OLD),
                lab.servers.app(lab.pair, Side.NEW),
                lab.pair.fdwHost(),
                lab.pair.fdwPort()))) {
            reader = app.open(Side.NEW, "reader");
        }
    }

    @AfterEach
    void drop() throws SQLException {
        reader.close();
        lab.close();
    }

    private void oneBatch() {
        assertThat(lab.mover("items", new OneBatch()).run()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"READ COMMITTED, 100", "REPEATABLE READ, 90", "SERIALIZABLE, 90"})
    void aTransactionWhoseSnapshotIsOlderThanTheBatch(String level, long seen) throws SQLException {
        Rows.run(reader, "BEGIN ISOLATION LEVEL " + level + "; SELECT 1");
        oneBatch();
        assertThat(Rows.number(reader, "SELECT count(*) FROM items")).isEqualTo(seen);
        Rows.run(reader, "COMMIT");
        assertThat(Rows.number(reader, "SELECT count(*) FROM items")).isEqualTo(100);
    }

    @ParameterizedTest
    @CsvSource({"VOLATILE, 100", "STABLE, 90", "IMMUTABLE, 90"})
    void aFunctionInAStatementThatIsOlderThanTheBatch(String volatility, long seen) throws Exception {
        lab.sql(Side.NEW, """
                CREATE FUNCTION counted(p int) RETURNS bigint LANGUAGE plpgsql %s AS
                    'BEGIN RETURN (SELECT count(*) FROM public.items); END'
                """.formatted(volatility));
        lab.connections.with(Side.NEW, c -> {
            Rows.list(c, "SELECT pg_advisory_lock(42)", row -> true);
            CompletableFuture<Long> statement = CompletableFuture.supplyAsync(this::longStatement);
            while (!Rows.holds(
                    c,
                    "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND objid = 42)")) {
                Thread.onSpinWait();
            }
            oneBatch();
            Rows.list(c, "SELECT pg_advisory_unlock(42)", row -> true);
            assertThat(statement.join()).isEqualTo(seen);
            return true;
        });
    }

    /** The argument is not a constant, lest an IMMUTABLE function be called by the planner. */
    private long longStatement() {
        try {
            return Rows.number(
                    reader,
                    "SELECT counted(g) FROM (SELECT g, pg_advisory_lock(42) FROM generate_series(1, 1) g OFFSET 0) waited");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** It has read the table at the gates, so no batch begins before its transaction ends. */
    @Test
    void aTransactionThatHasReadTheTableHoldsTheMoverUp() throws SQLException {
        Rows.run(reader, "BEGIN ISOLATION LEVEL REPEATABLE READ");
        assertThat(Rows.number(reader, "SELECT count(*) FROM items")).isEqualTo(100);
        assertThat(lab.mover("items", new UntilBlocked()).run()).isFalse();
        assertThat(lab.number(Side.OLD, "SELECT count(*) FROM items")).isEqualTo(100);
        assertThat(Rows.number(reader, "SELECT count(*) FROM items")).isEqualTo(100);
        Rows.run(reader, "COMMIT");
    }

    /** Stops after the first batch. */
    static final class OneBatch extends Lab.Quiet {
        private volatile boolean crossed;

        @Override
        public void crossed(Crossed batch) {
            crossed = true;
        }

        @Override
        public boolean stopped() {
            return crossed;
        }
    }

    private static final class UntilBlocked extends Lab.Quiet {
        private volatile boolean blocked;

        @Override
        public void blocked(io.pgford.database.Name table, int tries, java.util.List<Holder> holders) {
            blocked = true;
        }

        @Override
        public boolean stopped() {
            return blocked;
        }
    }
}
