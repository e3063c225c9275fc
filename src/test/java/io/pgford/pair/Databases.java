package io.pgford.pair;

import io.pgford.database.Connections;
import io.pgford.database.Pair;
import io.pgford.database.Quote;
import io.pgford.database.Rows;
import io.pgford.database.Secret;
import io.pgford.database.Side;
import io.pgford.problem.Problem;
import io.pgford.sandbox.Access;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/** Databases that one test has for itself, on whatever servers. */
final class Databases {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private Databases() {}

    /** Role {@code app} on both sides. */
    static void createApp(Pair servers, Secret password) {
        for (Side side : Side.values()) {
            run(servers, side, connection -> Access.role(connection, PostgresPair.APP, password));
        }
    }

    /** @param servers the operator's pair in databases that exist */
    static Pair create(Pair servers) {
        String name = "t%d_%d".formatted(ProcessHandle.current().pid(), NUMBER.incrementAndGet());
        Pair pair = at(servers, name);
        for (Side side : Side.values()) {
            run(servers, side, connection -> Access.database(connection, name, PostgresPair.APP));
            run(pair, side, Access::closePublicSchema);
        }
        return pair;
    }

    static void drop(Pair servers, Pair pair) {
        String name = pair.oldEnd().database();
        for (Side side : Side.values()) {
            run(servers, side, connection -> {
                // DROP DATABASE … WITH (FORCE) came with 13. A backend that was told to end may need a moment.
                for (int i = 0; i < 100 && sessions(connection, name) > 0; i++) {
                    pause();
                }
                Rows.run(connection, "DROP DATABASE IF EXISTS " + Quote.identifier(name));
            });
        }
    }

    private static long sessions(Connection connection, String database) throws SQLException {
        return Rows.list(
                        connection,
                        "SELECT pg_catalog.pg_terminate_backend(pid) FROM pg_catalog.pg_stat_activity WHERE datname = ?",
                        row -> row.getBoolean(1),
                        database)
                .size();
    }

    /** Waits until a server takes connections again, a minute at most. */
    static void await(Pair servers, Side side) {
        Instant deadline = Instant.now().plus(Duration.ofMinutes(1));
        while (true) {
            try {
                run(servers, side, connection -> Rows.run(connection, "SELECT"));
                return;
            } catch (Problem notYet) {
                if (Instant.now().isAfter(deadline)) {
                    throw notYet;
                }
                pause();
            }
        }
    }

    static Pair at(Pair pair, String database) {
        return new Pair(pair.oldEnd().at(database), pair.newEnd().at(database), pair.fdwHost(), pair.fdwPort());
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private interface Work {
        void on(Connection connection) throws SQLException;
    }

    private static void run(Pair pair, Side side, Work work) {
        try (Connections connections = new Connections(pair);
                Connection connection = connections.open(side, "test")) {
            work.on(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
