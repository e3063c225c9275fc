package io.pgford.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgford.database.Connections;
import io.pgford.database.Pair;
import io.pgford.database.Rows;
import io.pgford.database.Side;
import io.pgford.pair.PostgresPair;
import io.pgford.problem.Exit;
import io.pgford.shell.TestShell;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** A test of the steps of a crossing, on a fresh pair of databases, with shells that know the application's password. */
abstract class OnACrossing {
    static final PostgresPair SERVERS = PostgresPair.shared();

    /** A small shop; {@code app} works in it and owns nothing. */
    static final String SHOP = """
            CREATE TABLE parent (id serial PRIMARY KEY, name text NOT NULL);
            CREATE TABLE child (id serial PRIMARY KEY, parent_id int NOT NULL REFERENCES parent ON DELETE CASCADE, n int);
            GRANT USAGE ON SCHEMA public TO app;
            GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO app;
            GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO app;
            """;

    private static final String ROWS = """
            INSERT INTO parent (name) SELECT 'p' || i FROM generate_series(1, 10) i;
            INSERT INTO child (parent_id, n) SELECT 1 + i % 10, 0 FROM generate_series(1, 100) i;
            """;

    /**
     * Every object that a step could make or change, with the transaction that wrote it last; but for what an autovacuum writes, which
     * comes when it likes.
     */
    private static final String SNAPSHOT = """
            SELECT string_agg(x, ' ' ORDER BY x) FROM (
                SELECT 'c' || oid || '/' || relname || '/' || md5((to_jsonb(c) - '{relhassubclass, relhastriggers, relpages, reltuples,
                    relallvisible, relallfrozen, relfrozenxid, relminmxid}'::text[])::text) FROM pg_class c WHERE relnamespace >= 2200
                UNION ALL SELECT 'k' || oid || '/' || xmin FROM pg_constraint WHERE connamespace >= 2200
                UNION ALL SELECT 'i' || inhrelid || '/' || xmin FROM pg_inherits
                UNION ALL SELECT 'n' || oid || '/' || xmin || '/' || nspname FROM pg_namespace
                    WHERE nspname !~ '^pg_(toast_)?temp'
                UNION ALL SELECT 'e' || oid || '/' || xmin FROM pg_extension
                UNION ALL SELECT 's' || oid || '/' || xmin FROM pg_foreign_server
                UNION ALL SELECT 'm' || oid || '/' || xmin FROM pg_user_mapping
                UNION ALL SELECT 'q' || schemaname || '.' || sequencename || '/' || coalesce(last_value, -1) FROM pg_sequences
            ) s (x)
            """;

    final Pair pair = SERVERS.fresh();
    TestShell shell = newShell();
    private final Connections connections = new Connections(pair);

    final TestShell newShell() {
        return TestShell.on(pair, SERVERS.roles());
    }

    /** As after a restart of the program. */
    final void restart() {
        shell.close();
        shell = newShell();
    }

    final void sql(Side side, String statement) {
        connections.with(side, connection -> {
            Rows.run(connection, statement);
            return true;
        });
    }

    final void both(String statement) {
        for (Side side : Side.values()) {
            sql(side, statement);
        }
    }

    final long number(Side side, String query) {
        return connections.with(side, connection -> Rows.number(connection, query));
    }

    final String text(Side side, String query) {
        return connections.with(
                side,
                connection -> Rows.list(connection, query, row -> row.getString(1)).stream()
                        .map(String::valueOf)
                        .reduce((a, b) -> a + "\n" + b)
                        .orElse(""));
    }

    /** A session past the shell; the caller closes it. */
    final Connection session(Side side) {
        return connections.open(side, "test");
    }

    /** A session of the application. */
    final Connection app(Side side) throws SQLException {
        try (Connections asApp = new Connections(
                new Pair(SERVERS.app(pair, Side.OLD), SERVERS.app(pair, Side.NEW), pair.fdwHost(), pair.fdwPort()))) {
            return asApp.open(side, "app");
        }
    }

    /** The shop on both sides, with 10 parents and 100 children on {@code old}. */
    final void shop() {
        both(SHOP);
        sql(Side.OLD, ROWS);
    }

    final String snapshot() {
        return text(Side.OLD, SNAPSHOT) + "\n" + text(Side.NEW, SNAPSHOT);
    }

    /** The command fails with this exit code, says these things, and changes nothing. */
    final void refused(Exit exit, String command, String... says) {
        String before = snapshot();
        TestShell.Result result = shell.run(command);
        assertThat(result.exit()).as(result.text()).isEqualTo(exit);
        assertThat(result.err()).contains(says).doesNotContain("Exception");
        assertThat(snapshot()).isEqualTo(before);
    }

    /**
     * The command with {@code --dry-run} changes nothing and shows no password; the command works; the second time it says so and
     * changes nothing.
     *
     * @return what it said the first time
     */
    final String once(String command, String already) {
        String before = snapshot();
        String dry = shell.mustRun(command + " --dry-run").out();
        assertThat(dry).contains("nothing was changed").doesNotContain(secrets());
        assertThat(snapshot()).isEqualTo(before);
        TestShell.Result first = shell.mustRun(command);
        assertThat(first.text()).doesNotContain(secrets()).doesNotContain(already);
        String after = snapshot();
        assertThat(after).isNotEqualTo(before);
        assertThat(shell.mustRun(command).out()).contains(already);
        assertThat(snapshot()).isEqualTo(after);
        assertThat(shell.mustRun(command + " --dry-run").out())
                .containsPattern("Nothing to do|nothing done|nothing was changed|" + already)
                .doesNotContain("would run");
        return first.out();
    }

    private static List<String> secrets() {
        return SERVERS.roles().values().stream().map(secret -> secret.reveal()).toList();
    }

    @AfterEach
    final void end() {
        shell.close();
        connections.close();
        SERVERS.drop(pair);
    }
}
