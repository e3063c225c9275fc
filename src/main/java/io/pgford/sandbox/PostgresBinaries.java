package io.pgford.sandbox;

import io.pgford.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * The PostgreSQL versions on hand for a sandbox: one jar each, {@code postgres-<version>.jar}, put beside the program by the
 * build and unpacked once for each version into the user's cache.
 */
public final class PostgresBinaries {
    private static final Pattern JAR = Pattern.compile("postgres-((\\d+)\\.\\S+)\\.jar");

    private final Path jars;
    private final Path cache;

    /**
     * Binaries from one folder.
     *
     * @param jars where the jars are
     * @param cache where they are unpacked
     */
    public PostgresBinaries(Path jars, Path cache) {
        this.jars = jars;
        this.cache = cache;
    }

    /** Those that came with this build: in the folder that system property {@code pgford.postgres} names. */
    public static PostgresBinaries ofThisBuild() {
        String cache = System.getenv("XDG_CACHE_HOME");
        Path base =
                cache == null || cache.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
        return new PostgresBinaries(
                Path.of(System.getProperty("pgford.postgres", "target/postgres")), base.resolve("pgford/postgres"));
    }

    /** The major versions on hand, and the full version of each. */
    public Map<Integer, String> versions() {
        Map<Integer, String> versions = new TreeMap<>();
        if (Files.isDirectory(jars)) {
            try (Stream<Path> files = Files.list(jars)) {
                files.map(file -> JAR.matcher(file.getFileName().toString()))
                        .filter(Matcher::matches)
                        .forEach(name -> versions.put(Integer.valueOf(name.group(2)), name.group(1)));
            } catch (IOException e) {
                throw Problem.failed("The folder of PostgreSQL's binaries cannot be read: " + e.getMessage(), "", e);
            }
        }
        return versions;
    }

    /**
     * The folder that holds {@code bin}, {@code lib} and {@code share} of a major version; unpacked now if it never was.
     *
     * @throws Problem for a version that is not on hand, or where it cannot be unpacked
     */
    public Path home(int major) {
        Map<Integer, String> versions = versions();
        String version = versions.get(major);
        if (version == null) {
            throw Problem.failed(
                    "PostgreSQL " + major + " is not on hand for a sandbox",
                    versions.isEmpty()
                            ? "The folder of binaries is empty: build pgford with mvn package."
                            : "On hand: "
                                    + versions.keySet().stream()
                                            .map(String::valueOf)
                                            .collect(Collectors.joining(", "))
                                    + ". For any other, start two instances yourself: --old URI --new URI");
        }
        Path home = cache.resolve(version);
        return Files.isDirectory(home) ? home : unpack(version, home);
    }

    private Path unpack(String version, Path home) {
        try {
            Files.createDirectories(cache);
            Path unfinished = Files.createTempDirectory(cache, ".unpacking-");
            unpackInto(unfinished, jars.resolve("postgres-" + version + ".jar"));
            try {
                // Whole or not at all, should two processes do this at once.
                Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
            } catch (FileAlreadyExistsException | java.nio.file.DirectoryNotEmptyException e) {
                Folders.remove(unfinished);
            }
            Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
            return home;
        } catch (IOException e) {
            throw Problem.failed(
                    "PostgreSQL " + version + " cannot be unpacked into " + home + ": " + e.getMessage(),
                    "Is there room on the disk, and may you write there? XDG_CACHE_HOME names another place.",
                    e);
        }
    }

    private static void unpackInto(Path target, Path jar) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(jar))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().endsWith(".txz")) {
                    untar(zip, target);
                    return;
                }
            }
        }
        throw new IOException(jar.getFileName() + " holds no archive of binaries");
    }

    private static void untar(InputStream compressed, Path target) throws IOException {
        TarArchiveInputStream tar = new TarArchiveInputStream(new XZCompressorInputStream(compressed));
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            Path file = target.resolve(entry.getName()).normalize();
            if (!file.startsWith(target)) {
                throw new IOException("the archive reaches out of its folder: " + entry.getName());
            }
            if (entry.isDirectory()) {
                Files.createDirectories(file);
            } else if (entry.isSymbolicLink()) {
                Files.createDirectories(file.getParent());
                Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
            } else if (entry.isLink()) {
                Files.createLink(file, target.resolve(entry.getLinkName()));
            } else {
                Files.createDirectories(file.getParent());
                Files.copy(tar, file, StandardCopyOption.REPLACE_EXISTING);
                Files.setPosixFilePermissions(file, permissions(entry.getMode()));
            }
        }
    }

    private static Set<java.nio.file.attribute.PosixFilePermission> permissions(int mode) {
        Set<java.nio.file.attribute.PosixFilePermission> set =
                new HashSet<>(PosixFilePermissions.fromString("rw-r--r--"));
        if ((mode & 0100) != 0) {
            set.addAll(PosixFilePermissions.fromString("--x--x--x"));
        }
        return set.stream().sorted(Comparator.naturalOrder()).collect(Collectors.toSet());
    }
}
