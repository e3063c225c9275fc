package io.pgford.sandbox;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where things of one user live, by the XDG Base Directory Specification. */
final class Folders {
    private Folders() {}

    /** For what can be made again: {@code $XDG_CACHE_HOME} or {@code ~/.cache}, and {@code pgford} in it. */
    static Path cache(Map<String, String> environment) {
        return base(environment, "XDG_CACHE_HOME", ".cache");
    }

    /** The sandbox that is meant where none is named: {@code $PGFORD_SANDBOX}, else in the user's data directory. */
    static Path sandbox(Map<String, String> environment) {
        return given(environment, "PGFORD_SANDBOX")
                .map(Path::of)
                .orElseGet(
                        () -> base(environment, "XDG_DATA_HOME", ".local/share").resolve("sandbox"))
                .toAbsolutePath()
                .normalize();
    }

    private static Path base(Map<String, String> environment, String variable, String below) {
        return given(environment, variable)
                .map(Path::of)
                // The specification says to ignore a relative path here.
                .filter(Path::isAbsolute)
                .orElseGet(() -> home(environment).resolve(below))
                .resolve("pgford");
    }

    private static Path home(Map<String, String> environment) {
        return Path.of(given(environment, "HOME").orElseGet(() -> System.getProperty("user.home")))
                .toAbsolutePath();
    }

    private static Optional<String> given(Map<String, String> environment, String variable) {
        return Optional.ofNullable(environment.get(variable)).filter(value -> !value.isBlank());
    }
}
