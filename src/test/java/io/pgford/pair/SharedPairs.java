package io.pgford.pair;

import io.pgford.database.Pair;
import io.pgford.database.Secret;
import io.pgford.database.Side;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The servers that all tests of one JVM share, one pair for each choice of versions, until the JVM ends. */
final class SharedPairs {
    private static final Map<List<Integer>, PostgresPair> STARTED = new HashMap<>();

    private SharedPairs() {}

    static synchronized PostgresPair of(int oldMajor, int newMajor) {
        return STARTED.computeIfAbsent(List.of(oldMajor, newMajor), versions -> start(oldMajor, newMajor));
    }

    private static PostgresPair start(int oldMajor, int newMajor) {
        if (Kind.chosen() == Kind.URIS) {
            return new UriPair(oldMajor, newMajor);
        }
        PostgresPair servers = Kind.chosen().own(oldMajor, newMajor);
        Runtime.getRuntime().addShutdownHook(new Thread(servers::close, "stop shared servers"));
        return new Shared(servers);
    }

    /** Refuses what would disturb the other tests. */
    private record Shared(PostgresPair owned) implements PostgresPair {
        @Override
        public Pair servers() {
            return owned.servers();
        }

        @Override
        public Map<String, Secret> roles() {
            return owned.roles();
        }

        @Override
        public void stop(Side side) {
            throw refused();
        }

        @Override
        public void crash(Side side) {
            throw refused();
        }

        @Override
        public void start(Side side) {
            throw refused();
        }

        private static IllegalStateException refused() {
            return new IllegalStateException("other tests use these servers too: take PostgresPair.own(old, new)");
        }

        @Override
        public void close() {
            // They live until the JVM ends.
        }
    }
}
