package io.pgford.sandbox.worker;

import io.pgford.problem.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The directory that a worker and whoever asks for it have in common. Nobody but the owner can read what is in it; a file is
 * there wholly or not at all.
 */
final class WorkerFiles {
    static final JsonMapper JSON = JsonMapper.shared();
    private static final int TAIL = 15;

    private final Path directory;

    WorkerFiles(Path directory) {
        this.directory = directory;
    }

    /**
     * How to reach a running worker.
     *
     * @param token what a caller has to say first
     */
    record Address(long pid, int port, String token) {}

    /** What the worker is asked to do, passwords included. */
    Path config() {
        return directory.resolve("config.json");
    }

    /** There while a worker runs, and after one that died. */
    Path address() {
        return directory.resolve("address.json");
    }

    /** The last report of a worker that was stopped. */
    Path result() {
        return directory.resolve("result.json");
    }

    Path log() {
        return directory.resolve("worker.log");
    }

    /** The log of the one before. */
    private Path previousLog() {
        return directory.resolve("worker.previous.log");
    }

    /** Held while one is being started. */
    Path lock() {
        return directory.resolve("start.lock");
    }

    /** Makes the directory where there is none. */
    void prepare() {
        try {
            Files.createDirectories(directory);
            restrict(directory, "rwx------");
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    void rotateLog() {
        try {
            if (Files.exists(log())) {
                Files.move(log(), previousLog(), StandardCopyOption.REPLACE_EXISTING);
            }
            Files.createFile(log());
            restrict(log(), "rw-------");
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    void write(Path file, Object value) {
        try {
            Path draft = Files.createTempFile(directory, file.getFileName().toString(), ".draft");
            restrict(draft, "rw-------");
            Files.write(draft, JSON.writeValueAsBytes(value));
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    <T> Optional<T> read(Path file, Class<T> type) {
        try {
            return Files.exists(file) ? Optional.of(JSON.readValue(Files.readAllBytes(file), type)) : Optional.empty();
        } catch (IOException | JacksonException e) {
            throw Problem.failed(
                    file + " cannot be read: " + e.getMessage(),
                    "If no worker runs, delete the directory " + directory + " and start one again.",
                    e);
        }
    }

    void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /** The last lines of the log; empty where there are none. */
    String logTail() {
        try {
            if (!Files.exists(log())) {
                return "";
            }
            List<String> lines = new String(Files.readAllBytes(log()), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL), lines.size()));
        } catch (IOException e) {
            return "";
        }
    }

    private Problem unusable(IOException e) {
        return Problem.failed(
                "The worker's directory " + directory + " cannot be used: " + e.getMessage(),
                "Make room there, or name another with the sandbox's --dir.",
                e);
    }

    private static void restrict(Path path, String permissions) throws IOException {
        if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
        }
    }
}
