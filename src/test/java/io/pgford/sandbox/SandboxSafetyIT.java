package io.pgford.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgford.Pgford;
import io.pgford.database.Connections;
import io.pgford.database.Endpoint;
import io.pgford.database.Pair;
import io.pgford.database.Rows;
import io.pgford.database.Secret;
import io.pgford.database.Side;
import io.pgford.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a sandbox keeps to itself, and what is left of it where the disk is full. */
class SandboxSafetyIT {
    private static final Optional<Integer> UNNAMED = Optional.empty();

    @TempDir
    private Path temporary;

    private Optional<Sandbox> started = Optional.empty();
    private Optional<Path> mounted = Optional.empty();

    @AfterEach
    void leaveNothing() throws IOException {
        started.filter(Sandbox::exists).ifPresent(Sandbox::remove);
        if (mounted.isPresent()) {
            assertThat(system("umount", mounted.get().toString()).output()).isEmpty();
        }
    }

    private Sandbox start(Path directory) {
        Sandbox sandbox = Sandbox.at(directory);
        started = Optional.of(sandbox);
        sandbox.start(UNNAMED, UNNAMED, true);
        return sandbox;
    }

    private Program.Outcome system(String... words) throws IOException {
        return Program.run(temporary, List.of(words));
    }

    @Test
    void passwordsAreTheOwnersAloneAndTheApplicationNeedsItsOwn() throws IOException {
        Sandbox sandbox = start(temporary.resolve("closed"));
        List<Path> withPasswords;
        try (Stream<Path> files = Files.walk(sandbox.directory())) {
            withPasswords = files.filter(Files::isRegularFile)
                    .filter(file -> holdsAny(file, sandbox.roles().values()))
                    .toList();
        }
        assertThat(withPasswords)
                .hasSize(1)
                .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------"));

        Pair pair = sandbox.pair().orElseThrow();
        for (Side side : Side.values()) {
            assertThat(canLogIn(pair, side, Optional.of(sandbox.roles().get(Sandbox.APP))))
                    .isTrue();
            assertThat(canLogIn(pair, side, Optional.of(new Secret("wrong")))).isFalse();
            assertThat(canLogIn(pair, side, Optional.of(sandbox.roles().get(Sandbox.SUPERUSER))))
                    .isFalse();
            assertThat(canLogIn(pair, side, Optional.empty())).isFalse();
            try (Connections connections = new Connections(pair)) {
                assertThat(connections.<Long>with(side, connection -> Rows.number(connection, """
                                SELECT count(*) FROM pg_catalog.pg_roles
                                 WHERE rolname = 'app' AND rolcanlogin
                                   AND NOT (rolsuper OR rolcreatedb OR rolcreaterole OR rolreplication OR rolbypassrls)
                                """)))
                        .isOne();
            }
        }
    }

    private static boolean holdsAny(Path file, Iterable<Secret> secrets) {
        try {
            // As Latin-1, every file is text.
            String text = new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1);
            for (Secret secret : secrets) {
                if (text.contains(secret.reveal())) {
                    return true;
                }
            }
            return false;
        } catch (java.nio.file.NoSuchFileException e) {
            // The servers run, and come and go with files of theirs.
            return false;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static boolean canLogIn(Pair pair, Side side, Optional<Secret> password) {
        Endpoint end = pair.at(side);
        Endpoint app = new Endpoint(end.host(), end.port(), end.database(), Sandbox.APP, password, end.options());
        try (Connections connections = new Connections(new Pair(app, app, Optional.empty(), Optional.empty()))) {
            return connections.<Boolean>with(side, connection -> Rows.holds(connection, "SELECT true"));
        } catch (Problem e) {
            assertThat(e.what()).contains("refused the login of role \"app\"");
            return false;
        }
    }

    @Test
    void anotherProcessFindsItAndStopsIt() throws IOException {
        Sandbox sandbox = start(temporary.resolve("found"));

        assertThat(pgford("sandbox status").output())
                .contains("PostgreSQL 13", "PostgreSQL 18", "running")
                .contains(":" + sandbox.pair().orElseThrow().oldEnd().port() + "/shop")
                .doesNotContain(sandbox.roles().get(Sandbox.SUPERUSER).reveal());
        assertThat(pgford("@old select 40 + 2 as n").output()).contains("42");

        assertThat(pgford("sandbox stop").exit()).isZero();
        assertThat(sandbox.status())
                .extracting(Sandbox.Server::state)
                .containsExactly(Instance.State.STOPPED, Instance.State.STOPPED);
        assertThat(pgford("sandbox start").output()).contains("running");
        assertThat(pgford("sandbox stop --remove").exit()).isZero();
        assertThat(sandbox.directory()).doesNotExist();
    }

    private Program.Outcome pgford(String line) throws IOException {
        return system(
                "env",
                "PGFORD_SANDBOX=" + started.orElseThrow().directory(),
                "XDG_STATE_HOME=" + temporary.resolve("state"),
                "XDG_CONFIG_HOME=" + temporary.resolve("config"),
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-D" + PostgresBinaries.PROPERTY + "="
                        + Path.of(System.getProperty(PostgresBinaries.PROPERTY, "target/postgres"))
                                .toAbsolutePath(),
                "-cp",
                absoluteClassPath(),
                Pgford.class.getName(),
                "-c",
                line);
    }

    private static String absoluteClassPath() {
        return Stream.of(System.getProperty("java.class.path").split(java.io.File.pathSeparator, -1))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(java.util.stream.Collectors.joining(java.io.File.pathSeparator));
    }

    /** Room for one data directory, not for two; then for nothing at all; then enough. */
    @Test
    void aFullDiskIsNamedAndBlocksNothingLater() throws IOException {
        Path disk = mount("size=60m");
        Sandbox sandbox = Sandbox.at(disk.resolve("sandbox"));
        started = Optional.of(sandbox);
        assertThatThrownBy(() -> sandbox.start(UNNAMED, UNNAMED, true))
                .isInstanceOfSatisfying(Problem.class, problem -> {
                    assertThat(problem.what()).contains("No space left on device");
                    assertThat(problem.next()).contains("space");
                });
        assertThat(sandbox.directory()).isDirectoryNotContaining("glob:**.password");

        assertThat(system("mount", "-o", "remount,size=600m", disk.toString()).exit())
                .isZero();
        assertThat(sandbox.start(UNNAMED, UNNAMED, true)).isTrue();
        assertThat(sandbox.status())
                .extracting(Sandbox.Server::state)
                .containsExactly(Instance.State.RUNNING, Instance.State.RUNNING);
    }

    @Test
    void aDiskWithoutASingleFreeByteIsNamedAndBlocksNothingLater() throws IOException {
        Path disk = mount("size=64k");
        Path filler = Files.write(disk.resolve("filler"), new byte[64 * 1024]);
        Sandbox sandbox = Sandbox.at(disk.resolve("sandbox"));
        started = Optional.of(sandbox);
        assertThatThrownBy(() -> sandbox.start(UNNAMED, UNNAMED, true))
                .isInstanceOfSatisfying(Problem.class, problem -> {
                    assertThat(problem.what()).contains("No space left on device");
                    assertThat(problem.next()).contains("--dir");
                });
        assertThat(sandbox.exists()).isFalse();

        Files.delete(filler);
        assertThat(system("mount", "-o", "remount,size=600m", disk.toString()).exit())
                .isZero();
        assertThat(sandbox.start(UNNAMED, UNNAMED, true)).isTrue();
    }

    private Path mount(String size) throws IOException {
        Path disk = Files.createDirectory(temporary.resolve("disk"));
        Program.Outcome outcome = system("mount", "-t", "tmpfs", "-o", size, "tmpfs", disk.toString());
        if (!outcome.succeeded()) {
            Assumptions.abort("SKIPPED: a small disk cannot be mounted here: " + outcome.output());
        }
        mounted = Optional.of(disk);
        return disk;
    }
}
