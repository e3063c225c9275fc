package io.pgford.pair;

import io.pgford.database.Pair;
import io.pgford.database.Secret;
import io.pgford.database.Side;
import io.pgford.sandbox.Sandbox;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Embedded instances, by pgford's own sandbox; stopped when the JVM ends, their folders kept to start sooner next time. */
final class EmbeddedPair implements PostgresPair {
    private final Sandbox sandbox;
    private final boolean own;

    EmbeddedPair(int oldMajor, int newMajor, String name) {
        sandbox = Sandbox.at(Path.of("target", "test-pairs", name));
        own = name.startsWith("own-");
        sandbox.start(Optional.of(oldMajor), Optional.of(newMajor), false);
        Runtime.getRuntime().addShutdownHook(new Thread(this::end));
    }

    private void end() {
        if (own) {
            if (sandbox.pair().isPresent()) {
                sandbox.remove();
            }
        } else {
            sandbox.stop();
        }
    }

    @Override
    public Pair servers() {
        Pair pair = sandbox.pair().orElseThrow();
        return new Pair(pair.oldEnd().at("postgres"), pair.newEnd().at("postgres"), pair.fdwHost(), pair.fdwPort());
    }

    @Override
    public Map<String, Secret> roles() {
        return sandbox.roles();
    }

    @Override
    public void crash(Side side) {
        sandbox.crash(side);
    }

    @Override
    public void start(Side side) {
        sandbox.start(Optional.empty(), Optional.empty(), false);
    }

    @Override
    public void close() {
        end();
    }
}
