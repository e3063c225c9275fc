package io.pgford.pair;

import io.pgford.database.Pair;
import io.pgford.database.Secret;
import io.pgford.database.Side;
import io.pgford.sandbox.Sandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A sandbox below {@code target}, without {@code fsync}, removed when it is closed or by the next run of the tests. */
final class EmbeddedPair implements PostgresPair {
    private static final Path FOLDER = Path.of("target", "pairs").toAbsolutePath();
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final Sandbox sandbox;

    EmbeddedPair(int oldMajor, int newMajor) {
        removeLeftovers();
        String name = ProcessHandle.current().pid() + "-" + NUMBER.incrementAndGet();
        sandbox = sandbox(FOLDER.resolve(name));
        sandbox.start(Optional.of(oldMajor), Optional.of(newMajor), false);
    }

    private static Sandbox sandbox(Path directory) {
        return Sandbox.at(directory);
    }

    /** Servers of test runs that were killed before they could stop them. */
    private static void removeLeftovers() {
        if (!Files.isDirectory(FOLDER)) {
            return;
        }
        List<Path> leftovers;
        try (Stream<Path> places = Files.list(FOLDER)) {
            leftovers = places.filter(EmbeddedPair::isLeftover).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        leftovers.stream().map(EmbeddedPair::sandbox).filter(Sandbox::exists).forEach(Sandbox::remove);
    }

    private static boolean isLeftover(Path place) {
        String pid = place.getFileName().toString().split("-", 2)[0];
        return ProcessHandle.of(Long.parseLong(pid)).isEmpty();
    }

    @Override
    public Pair servers() {
        return Databases.at(sandbox.pair().orElseThrow(), "postgres");
    }

    @Override
    public Map<String, Secret> roles() {
        return sandbox.roles();
    }

    @Override
    public void stop(Side side) {
        sandbox.instance(side).stop();
    }

    @Override
    public void crash(Side side) {
        ProcessHandle postmaster =
                ProcessHandle.of(sandbox.instance(side).pid().orElseThrow()).orElseThrow();
        postmaster.destroyForcibly();
        postmaster.onExit().join();
    }

    @Override
    public void start(Side side) {
        int port = sandbox.pair().orElseThrow().at(side).port();
        int listening = sandbox.instance(side).start(port);
        if (listening != port) {
            throw new IllegalStateException("somebody else took port " + port + " meanwhile");
        }
    }

    @Override
    public void close() {
        sandbox.remove();
    }
}
