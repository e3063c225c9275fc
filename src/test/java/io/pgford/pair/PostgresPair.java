package io.pgford.pair;

import io.pgford.database.Connections;
import io.pgford.database.Endpoint;
import io.pgford.database.Pair;
import io.pgford.database.Quote;
import io.pgford.database.Rows;
import io.pgford.database.Secret;
import io.pgford.database.Side;
import io.pgford.sandbox.Sandbox;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Two real PostgreSQL instances for tests. Where they come from is chosen by {@code -Dpgford.test.postgres}: {@code embedded}
 * (the default), {@code containers}, or {@code uris} with {@code -Dpgford.test.old} and {@code -Dpgford.test.new}.
 */
public interface PostgresPair extends AutoCloseable {
    /** The application's role on both sides; no superuser. */
    String APP = Sandbox.APP;

    /** Superuser endpoints at database {@code postgres} of both servers. */
    Pair servers();

    /** The passwords of the superuser and of {@link #APP}. */
    Map<String, Secret> roles();

    /** Stops one server as a crash would. Skips the test where this kind of pair cannot. */
    void crash(Side side);

    /** Starts a server again. */
    void start(Side side);

    @Override
    void close();

    /** PostgreSQL 13 and 18, started once for all tests of this JVM. */
    static PostgresPair shared() {
        return shared(13, 18);
    }

    /** Two majors, started once for all tests of this JVM. */
    static PostgresPair shared(int oldMajor, int newMajor) {
        return Pairs.SHARED.computeIfAbsent(oldMajor + "-" + newMajor, key -> Pairs.make(oldMajor, newMajor, key));
    }

    /** Two instances of the test's own, for tests that kill them. */
    static PostgresPair own(int oldMajor, int newMajor) {
        return Pairs.make(
                oldMajor, newMajor, "own-" + ProcessHandle.current().pid() + "-" + Pairs.NUMBER.incrementAndGet());
    }

    /** A pair of new, empty databases. */
    default Pair fresh() {
        String database = "t_" + ProcessHandle.current().pid() + "_" + Pairs.NUMBER.incrementAndGet();
        try (Connections connections = new Connections(servers())) {
            for (Side side : Side.values()) {
                connections.with(side, c -> {
                    Rows.run(c, "CREATE DATABASE " + Quote.identifier(database));
                    return true;
                });
            }
        }
        Pair servers = servers();
        return new Pair(
                servers.oldEnd().at(database), servers.newEnd().at(database), servers.fdwHost(), servers.fdwPort());
    }

    /** The application's way into a database. */
    default Endpoint app(Pair pair, Side side) {
        return pair.at(side).as(APP, roles().get(APP));
    }

    /** The pairs of this JVM. */
    final class Pairs {
        private static final Map<String, PostgresPair> SHARED = new ConcurrentHashMap<>();
        private static final AtomicInteger NUMBER = new AtomicInteger();

        private Pairs() {}

        private static PostgresPair make(int oldMajor, int newMajor, String name) {
            String kind = System.getProperty("pgford.test.postgres", "embedded");
            return switch (kind) {
                case "embedded" -> new EmbeddedPair(oldMajor, newMajor, name);
                case "uris" -> new UriPair();
                case "containers" -> new ContainerPair(oldMajor, newMajor);
                default -> throw new IllegalArgumentException("-Dpgford.test.postgres=" + kind);
            };
        }
    }
}
