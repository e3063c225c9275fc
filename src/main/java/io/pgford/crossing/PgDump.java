package io.pgford.crossing;

import io.pgford.problem.Problem;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A {@code pg_dump} on this machine.
 *
 * @param version as it says itself, such as {@code 15.18}
 */
public record PgDump(Path path, int major, String version) {
    private static final Pattern VERSION = Pattern.compile("pg_dump \\(PostgreSQL\\) ((\\d+)\\S*)");

    /** Where packages put each major version: Debian, Red Hat, Homebrew, the installers for macOS. */
    private static final Map<String, String> HOMES = Map.of(
            "/usr/lib/postgresql", "*",
            "/usr", "pgsql-*",
            "/opt/homebrew/opt", "postgresql*",
            "/usr/local/opt", "postgresql*",
            "/Library/PostgreSQL", "*");

    private static final String OTHER_WAY = "or apply the schema from a file of your own: schema apply FILE --on new";

    /**
     * The newest one that there is.
     *
     * @param given the one that the operator wants instead, or the folder that it is in
     * @param searchPath as the environment's {@code PATH}
     * @param major of the server to be dumped: an older {@code pg_dump} refuses it
     * @throws Problem where there is none, or none new enough
     */
    public static PgDump find(Optional<Path> given, String searchPath, int major) {
        return newest(given.map(path -> List.of(inFolder(path))).orElseGet(() -> candidates(searchPath)), given, major);
    }

    private static Path inFolder(Path path) {
        return Files.isDirectory(path) ? path.resolve("pg_dump") : path;
    }

    static PgDump newest(List<Path> candidates, Optional<Path> given, int major) {
        Optional<PgDump> newest =
                candidates.stream().flatMap(path -> at(path).stream()).max(Comparator.comparingInt(PgDump::major));
        if (newest.isEmpty()) {
            throw given.isPresent()
                    ? Problem.failed(
                            given.get() + " is no pg_dump that can be run",
                            "Name another, or leave --pg-dump away to search this machine.")
                    : Problem.failed(
                            "There is no pg_dump on this machine",
                            "Install PostgreSQL's client programs, version " + major
                                    + " or later (on Debian: apt install postgresql-client), " + OTHER_WAY + ".");
        }
        if (newest.get().major() < major) {
            throw Problem.failed(
                    newest.get().path() + " is of version " + newest.get().version()
                            + ", older than old, which is PostgreSQL " + major,
                    "Install PostgreSQL's client programs, version " + major + " or later, name them by --pg-dump, "
                            + OTHER_WAY + ".");
        }
        return newest.get();
    }

    /** The programs called {@code pg_dump} on the search path and where packages put them. */
    private static List<Path> candidates(String searchPath) {
        Set<Path> candidates = new LinkedHashSet<>();
        for (String folder : searchPath.split(java.io.File.pathSeparator, -1)) {
            if (!folder.isEmpty()) {
                candidates.add(Path.of(folder, "pg_dump"));
            }
        }
        HOMES.forEach((home, pattern) -> candidates.addAll(inHomes(Path.of(home), pattern)));
        return candidates.stream().filter(Files::isExecutable).toList();
    }

    private static List<Path> inHomes(Path home, String pattern) {
        List<Path> found = new ArrayList<>();
        if (Files.isDirectory(home)) {
            try (DirectoryStream<Path> versions = Files.newDirectoryStream(home, pattern)) {
                versions.forEach(version -> found.add(version.resolve("bin/pg_dump")));
            } catch (IOException e) {
                return found;
            }
        }
        return found;
    }

    /** The program there, if it is one and says its version. */
    private static Optional<PgDump> at(Path path) {
        try {
            Process process = new ProcessBuilder(path.toString(), "--version")
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            Matcher version = VERSION.matcher(said);
            return process.waitFor() == 0 && version.find()
                    ? Optional.of(new PgDump(path, Integer.parseInt(version.group(2)), version.group(1)))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.interrupted("Interrupted", "");
        }
    }
}
