package io.pgford.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code scripts/pgford} in a folder of its own, where there is nothing but what was built. */
class LauncherIT {
    private static final Path HOME =
            Path.of(System.getProperty("pgford.home", "")).toAbsolutePath();

    @TempDir
    private Path home;

    @BeforeEach
    void install() throws IOException {
        Files.createDirectories(home.resolve("scripts"));
        Files.createDirectories(home.resolve("target/lib"));
        Files.copy(HOME.resolve("scripts/pgford"), home.resolve("scripts/pgford"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.copy(HOME.resolve("target/pgford.jar"), jar());
        for (Path library : list(HOME.resolve("target/lib"))) {
            Files.copy(library, home.resolve("target/lib").resolve(library.getFileName()));
        }
    }

    private Path jar() {
        return home.resolve("target/pgford.jar");
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process start(String... words) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Stream.concat(Stream.of(home.resolve("scripts/pgford").toString()), Stream.of(words))
                        .toList());
        builder.environment().put("XDG_STATE_HOME", home.resolve("state").toString());
        builder.environment().put("PGFORD_SANDBOX", home.resolve("sandbox").toString());
        return builder.redirectErrorStream(true).start();
    }

    private void version() throws IOException, InterruptedException {
        Process process = start("version");
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said).startsWith("pgford ");
    }

    /** Another build: the jar is written anew, and holds something else. */
    private void build(String what) throws IOException {
        try (FileSystem inside = FileSystems.newFileSystem(URI.create("jar:" + jar().toUri()), Map.of())) {
            Files.writeString(inside.getPath("/build"), what);
        }
    }

    private List<Path> copies() {
        return list(home.resolve("target/run"));
    }

    @Test
    void whatRunsKeepsItsClassesWhileOthersAreBuilt() throws IOException, InterruptedException {
        Process shell = start();
        BufferedReader said = shell.inputReader(StandardCharsets.UTF_8);
        type(shell, "version");
        assertThat(said.readLine()).startsWith("pgford ");
        Path first = copies().get(0);

        build("second");
        version();
        for (Path library : list(home.resolve("target/lib"))) {
            Files.delete(library);
        }
        // What has not been loaded yet comes from the first build's own files.
        type(shell, "help move");
        assertThat(said.readLine()).startsWith("Usage: move");
        assertThat(copies()).hasSize(2).contains(first);
        shell.getOutputStream().close();
        assertThat(shell.waitFor()).isZero();
    }

    @Test
    void copiesThatNobodyRunsFromAreRemoved() throws IOException, InterruptedException {
        version();
        Path first = copies().get(0);
        assertThat(list(first)).anyMatch(file -> file.toString().endsWith(".jsa"));
        version();
        assertThat(copies()).containsExactly(first);

        build("second");
        version();
        assertThat(copies()).hasSize(1).doesNotContain(first);
    }

    @Test
    void runsFromTheBuildItselfWhereNothingCanBeWritten() throws IOException, InterruptedException {
        // A file in the folder's place: its permissions would not stop root.
        Files.writeString(home.resolve("target/run"), "");
        version();
    }

    private static void type(Process shell, String line) throws IOException {
        shell.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        shell.getOutputStream().flush();
    }
}
