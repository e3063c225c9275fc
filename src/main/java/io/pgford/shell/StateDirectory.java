package io.pgford.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;

/** Where pgford keeps what outlives a run: {@code $XDG_STATE_HOME/pgford}, else {@code ~/.local/state/pgford}. */
public final class StateDirectory {
    private final Path directory;

    StateDirectory(Map<String, String> environment, Path home) {
        this.directory = Optional.ofNullable(environment.get("XDG_STATE_HOME"))
                .filter(value -> !value.isBlank())
                .map(Path::of)
                .orElseGet(() -> home.resolve(".local/state"))
                .resolve("pgford");
    }

    /** This user's. */
    public static StateDirectory ofUser() {
        return new StateDirectory(System.getenv(), Path.of(System.getProperty("user.home")));
    }

    /** A file in it; the file need not exist. */
    public Path file(String name) {
        return directory.resolve(name);
    }

    /**
     * A file in it that only its owner can read; made if it is not there. Empty where that cannot be had: a disk that is full or
     * read-only must not keep anybody from working.
     */
    public Optional<Path> privateFile(String name) {
        Path file = file(name);
        try {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            if (Files.notExists(file)) {
                Files.createFile(file);
            }
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            return Optional.of(file);
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }
}
