package io.pgford.sandbox;

import io.pgford.problem.Problem;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The PostgreSQL versions on hand: jars named {@code postgres-13.23.0.jar} in one folder, as the build puts them there. Each
 * version is unpacked once per user.
 */
public final class PostgresBinaries {
    /** System property that names the folder with the jars. */
    public static final String PROPERTY = "pgford.postgres";

    private final Path folder;
    private final Path cache;

    /**
     * @param folder with the jars
     * @param cache where versions are unpacked, each in a folder of its own
     */
    public PostgresBinaries(Path folder, Path cache) {
        this.folder = folder.toAbsolutePath();
        this.cache = cache.toAbsolutePath();
    }

    /**
     * Those of this run: in the folder that the system property {@value #PROPERTY} names, else in {@code postgres} beside the
     * running jar, else in {@code target/postgres} of the working directory; unpacked below the user's cache directory.
     */
    public static PostgresBinaries ofThisBuild() {
        Path cache = Folders.cache(System.getenv()).resolve("postgres");
        String given = System.getProperty(PROPERTY, "");
        if (!given.isBlank()) {
            return new PostgresBinaries(Path.of(given), cache);
        }
        Path beside = besideTheProgram();
        return new PostgresBinaries(Files.isDirectory(beside) ? beside : Path.of("target", "postgres"), cache);
    }

    /** The same binaries, unpacked elsewhere. */
    PostgresBinaries withCache(Path other) {
        return new PostgresBinaries(folder, other);
    }

    private static Path besideTheProgram() {
        try {
            Path program = Path.of(PostgresBinaries.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return program.resolveSibling("postgres");
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The newest version of each major on hand. */
    NavigableMap<Integer, BinariesVersion> versions() {
        if (!Files.isDirectory(folder)) {
            return new TreeMap<>();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.flatMap(
                            file -> BinariesVersion.ofJar(file.getFileName().toString()).stream())
                    .collect(Collectors.toMap(
                            BinariesVersion::major,
                            version -> version,
                            (one, other) -> one.compareTo(other) > 0 ? one : other,
                            TreeMap::new));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /**
     * The version of a major that would be used.
     *
     * @throws Problem where it is not on hand, saying which are
     */
    BinariesVersion version(int major) {
        NavigableMap<Integer, BinariesVersion> versions = versions();
        if (versions.isEmpty()) {
            throw Problem.failed(
                    "There are no PostgreSQL binaries in " + folder,
                    "Build pgford once (mvn package puts them there), or name their folder with -D" + PROPERTY
                            + "=FOLDER.");
        }
        BinariesVersion version = versions.get(major);
        if (version == null) {
            throw Problem.usage(
                    "PostgreSQL " + major + " is not on hand",
                    "On hand are "
                            + versions.keySet().stream().map(String::valueOf).collect(Collectors.joining(", "))
                            + ". To add one, name it in pom.xml beside the others and build again.");
        }
        return version;
    }

    /**
     * The programs of a major version, unpacked if they are not yet; that takes some seconds. Two processes may do it at once.
     *
     * @throws Problem where the version is not on hand or cannot be unpacked
     */
    public Installation unpack(int major) {
        BinariesVersion version = version(major);
        Path home = cache.resolve(version.toString());
        if (!Files.isDirectory(home)) {
            try {
                Archive.unpack(folder.resolve(version.jar()), home);
            } catch (IOException e) {
                throw Problem.failed(
                        "PostgreSQL " + version.server() + " cannot be unpacked into " + home + ": " + Trouble.of(e),
                        "Is there space (about 60 MB), and may you write there? XDG_CACHE_HOME names another place.",
                        e);
            }
        }
        return new Installation(version.toString(), home);
    }

    private Problem unreadable(IOException e) {
        return Problem.failed(
                "The folder " + folder + " cannot be read: " + Trouble.of(e), "Look at its permissions.", e);
    }

    @Override
    public String toString() {
        return Map.of("folder", folder, "cache", cache).toString();
    }
}
