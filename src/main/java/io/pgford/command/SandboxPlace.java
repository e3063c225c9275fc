package io.pgford.command;

import io.pgford.database.Pair;
import io.pgford.database.Secret;
import io.pgford.sandbox.Sandbox;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where this run looks for its sandbox. */
public class SandboxPlace {
    private volatile Path directory;

    public SandboxPlace(Path directory) {
        this.directory = directory;
    }

    /** Another folder from now on. */
    void move(Path other) {
        directory = other;
    }

    /** The sandbox there; it need not exist. */
    public Sandbox sandbox() {
        return Sandbox.at(directory);
    }

    /** Its pair, where there is one. */
    public Optional<Pair> pair() {
        return sandbox().pair();
    }

    /** The passwords of its roles, as long as the pair at work is the sandbox's. */
    public Map<String, Secret> rolesOf(Pair atWork) {
        return pair().filter(atWork::equals).map(own -> sandbox().roles()).orElse(Map.of());
    }

    /** Where the worker keeps its files. */
    public Path workerDirectory() {
        return workerDirectory(directory);
    }

    static Path workerDirectory(Path sandbox) {
        return sandbox.toAbsolutePath().normalize().resolve("worker");
    }
}
