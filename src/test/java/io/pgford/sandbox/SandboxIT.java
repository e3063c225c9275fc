package io.pgford.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.pgford.database.Connections;
import io.pgford.database.Pair;
import io.pgford.database.Rows;
import io.pgford.database.Side;
import io.pgford.problem.Problem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The servers of a sandbox, really started, stopped and killed. */
class SandboxIT {
    private static final Optional<Integer> UNNAMED = Optional.empty();

    @TempDir
    private Path temporary;

    private final List<Sandbox> started = new ArrayList<>();

    @AfterEach
    void removeAll() {
        started.stream().filter(Sandbox::exists).forEach(Sandbox::remove);
    }

    private Sandbox start(String directory) {
        return start(directory, false);
    }

    private Sandbox start(String directory, boolean durable) {
        Sandbox sandbox = Sandbox.at(temporary.resolve(directory));
        started.add(sandbox);
        sandbox.start(UNNAMED, UNNAMED, durable);
        return sandbox;
    }

    private static void change(Sandbox sandbox, Side side, String sql) {
        try (Connections connections = new Connections(sandbox.pair().orElseThrow())) {
            connections.with(side, connection -> Rows.change(connection, sql));
        }
    }

    private static long number(Sandbox sandbox, Side side, String sql) {
        try (Connections connections = new Connections(sandbox.pair().orElseThrow())) {
            return connections.with(side, connection -> Rows.number(connection, sql));
        }
    }

    private static List<Instance.State> states(Sandbox sandbox) {
        return sandbox.status().stream().map(Sandbox.Server::state).toList();
    }

    @Test
    void itOutlivesStopAndStartAndASecondOneFindsIt() {
        Sandbox sandbox = start("it's \"odd\" $HOME", true);
        assertThat(number(sandbox, Side.OLD, "SELECT current_setting('server_version_num')::int / 10000"))
                .isEqualTo(13);
        assertThat(number(sandbox, Side.NEW, "SELECT current_setting('server_version_num')::int / 10000"))
                .isEqualTo(18);
        assertThat(number(
                        sandbox, Side.NEW, "SELECT count(*) FROM pg_available_extensions WHERE name = 'postgres_fdw'"))
                .isOne();
        change(sandbox, Side.OLD, "CREATE TABLE kept AS SELECT 42 AS n");

        assertThat(sandbox.start(UNNAMED, UNNAMED, true)).as("nothing to start").isFalse();
        Sandbox second = Sandbox.at(sandbox.directory());
        assertThat(second.pair()).isEqualTo(sandbox.pair());
        assertThat(number(second, Side.OLD, "SELECT n FROM kept")).isEqualTo(42);

        Optional<Pair> before = sandbox.pair();
        assertThat(second.stop()).isTrue();
        assertThat(second.stop()).as("nothing to stop").isFalse();
        assertThat(states(sandbox)).containsExactly(Instance.State.STOPPED, Instance.State.STOPPED);
        assertThat(second.start(UNNAMED, UNNAMED, true)).isTrue();
        assertThat(second.pair()).isEqualTo(before);
        assertThat(number(second, Side.OLD, "SELECT n FROM kept")).isEqualTo(42);

        second.remove();
        assertThat(sandbox.directory()).doesNotExist();
        assertThat(sandbox.status()).isEmpty();
    }

    // pg_ctl of 10 leaves the server in the session of whoever called it.
    @ParameterizedTest
    @CsvSource({"13, 18", "10, 15"})
    void noServerIsAChildOfThisProcessOrInItsSession(int oldMajor, int newMajor) throws IOException {
        Sandbox sandbox = Sandbox.at(temporary.resolve("outliving"));
        started.add(sandbox);
        sandbox.start(Optional.of(oldMajor), Optional.of(newMajor), false);
        for (Side side : Side.values()) {
            ProcessHandle server =
                    ProcessHandle.of(sandbox.instance(side).pid().orElseThrow()).orElseThrow();
            assertThat(server.parent()).isNotEqualTo(Optional.of(ProcessHandle.current()));
            assumeThat(Path.of("/proc/self/stat")).exists();
            assertThat(session(server)).as("session of %s", side).isNotEqualTo(session(ProcessHandle.current()));
        }
    }

    /** By proc(5). */
    private static String session(ProcessHandle process) throws IOException {
        String facts = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
        return facts.substring(facts.lastIndexOf(')') + 2).split(" ", -1)[3];
    }

    @Test
    void everyLoginNeedsAPasswordAndNothingListensElsewhere() throws IOException {
        Sandbox sandbox = start("closed", true);
        for (Side side : Side.values()) {
            Path data = sandbox.directory().resolve(side.word()).resolve("data");
            assertThat(Files.readAllLines(data.resolve("pg_hba.conf")))
                    .filteredOn(line -> !line.isBlank() && !line.startsWith("#"))
                    .isNotEmpty()
                    .allMatch(line -> line.endsWith("scram-sha-256"));
            assertThat(number(sandbox, side, """
                            SELECT count(*) FROM pg_settings WHERE (name, setting) IN
                                (('listen_addresses', '127.0.0.1'), ('unix_socket_directories', ''), ('fsync', 'on'))
                            """)).isEqualTo(3);
            assertThat(number(sandbox, side, """
                            SELECT count(*) FROM pg_authid
                            WHERE rolcanlogin AND (rolpassword IS NULL OR rolpassword NOT LIKE 'SCRAM-SHA-256%')
                            """)).isZero();
            assertThat(number(
                            sandbox,
                            side,
                            "SELECT count(*) FROM pg_shdepend WHERE refobjid = 'app'::regrole AND deptype = 'o'"))
                    .as("owned by app")
                    .isZero();
        }
    }

    @Test
    void killedServersStartAgainWithWhatWasCommitted() {
        Sandbox sandbox = start("killed", true);
        change(sandbox, Side.NEW, "CREATE TABLE kept AS SELECT 42 AS n");
        for (Side side : Side.values()) {
            ProcessHandle postmaster =
                    ProcessHandle.of(sandbox.instance(side).pid().orElseThrow()).orElseThrow();
            postmaster.destroyForcibly();
            postmaster.onExit().join();
        }
        assertThat(states(sandbox)).containsExactly(Instance.State.STOPPED, Instance.State.STOPPED);
        assertThat(sandbox.start(UNNAMED, UNNAMED, true)).isTrue();
        assertThat(number(sandbox, Side.NEW, "SELECT n FROM kept")).isEqualTo(42);
    }

    @Test
    void afterARebootAnotherProgramMayHaveTheServersNumber() throws IOException {
        Sandbox sandbox = start("rebooted");
        Path file = sandbox.directory().resolve("old").resolve("data").resolve("postmaster.pid");
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        sandbox.stop();
        lines.set(0, Long.toString(ProcessHandle.current().pid()));
        Files.write(file, lines);
        assertThat(states(sandbox)).containsExactly(Instance.State.STOPPED, Instance.State.STOPPED);
        assertThat(sandbox.start(UNNAMED, UNNAMED, true)).isTrue();
        assertThat(states(sandbox)).containsExactly(Instance.State.RUNNING, Instance.State.RUNNING);
    }

    @Test
    void aPortThatSomebodyTookIsGivenUp() throws IOException {
        Sandbox sandbox = start("port taken");
        int before = sandbox.pair().orElseThrow().oldEnd().port();
        sandbox.stop();
        try (ServerSocket other = new ServerSocket(before, 1, InetAddress.getLoopbackAddress())) {
            sandbox.start(UNNAMED, UNNAMED, true);
            assertThat(sandbox.pair().orElseThrow().oldEnd().port()).isNotEqualTo(other.getLocalPort());
            assertThat(number(sandbox, Side.OLD, "SELECT 1")).isOne();
        }
    }

    @Test
    void anUnknownMajorLeavesNothingBehind() {
        Sandbox sandbox = Sandbox.at(temporary.resolve("unknown"));
        assertThatThrownBy(() -> sandbox.start(Optional.of(12), UNNAMED, true))
                .isInstanceOfSatisfying(Problem.class, problem -> {
                    assertThat(problem.what()).isEqualTo("PostgreSQL 12 is not on hand");
                    assertThat(problem.next()).contains("10, 13, 15, 18");
                });
        assertThat(sandbox.directory()).doesNotExist();
    }

    @Test
    void otherMajorsThanItsOwnAreRefused() {
        Sandbox sandbox = start("versions");
        assertThatThrownBy(() -> sandbox.start(Optional.of(13), Optional.of(15), true))
                .isInstanceOfSatisfying(Problem.class, problem -> {
                    assertThat(problem.what()).contains("is PostgreSQL 18, not 15");
                    assertThat(problem.next()).contains("--dir", "sandbox stop --remove");
                });
        assertThat(states(sandbox)).containsExactly(Instance.State.RUNNING, Instance.State.RUNNING);
    }

    @Test
    void aForeignDirectoryIsNeitherUsedNorRemoved() throws IOException {
        Path photos = Files.createDirectory(temporary.resolve("photos"));
        Path photo = Files.writeString(photos.resolve("holiday.jpg"), "dear");
        Sandbox sandbox = Sandbox.at(photos);
        assertThatThrownBy(() -> sandbox.start(UNNAMED, UNNAMED, true))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("holds other things already");
        assertThatThrownBy(sandbox::remove).isInstanceOf(Problem.class).hasMessageContaining("There is no sandbox in");
        assertThat(photos).isDirectoryContaining(photo::equals);
        try (Stream<Path> files = Files.list(photos)) {
            assertThat(files).containsExactly(photo);
        }
        assertThatThrownBy(() -> Sandbox.at(photo).start(UNNAMED, UNNAMED, true))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("is no directory");
    }

    @Test
    void removalKeepsWhatIsNotPgfords() throws IOException {
        Sandbox sandbox = start("shared");
        Path note = Files.writeString(sandbox.directory().resolve("note.txt"), "mine");
        sandbox.remove();
        try (Stream<Path> files = Files.list(sandbox.directory())) {
            assertThat(files).containsExactly(note);
        }
    }

    @Test
    void aServerThatDoesNotStartShowsItsLog() throws IOException {
        Sandbox sandbox = start("broken");
        sandbox.stop();
        Path conf = sandbox.directory().resolve("new").resolve("data").resolve("postgresql.conf");
        Files.writeString(conf, Files.readString(conf) + "\nwork_mem = 'plenty'\n");
        assertThatThrownBy(() -> sandbox.start(UNNAMED, UNNAMED, true))
                .isInstanceOfSatisfying(Problem.class, problem -> {
                    assertThat(problem.what()).contains("18.6", "did not start", "work_mem");
                    assertThat(problem.next()).contains("server.log");
                });
        assertThat(states(sandbox)).containsExactly(Instance.State.RUNNING, Instance.State.STOPPED);
    }

    @Test
    void anInterruptedInitdbIsRepeated() throws IOException {
        Path directory = temporary.resolve("interrupted");
        SandboxState.choose(13, 18, true, Sandbox.SUPERUSER, Sandbox.APP).write(Files.createDirectories(directory));
        Path leftover = Files.createDirectories(
                directory.resolve("old").resolve("data.unfinished").resolve("base"));
        Sandbox sandbox = start("interrupted");
        assertThat(leftover).doesNotExist();
        assertThat(number(sandbox, Side.OLD, "SELECT 1")).isOne();
    }

    @Test
    void twoAtOnceStartOneSandbox() {
        List<Boolean> starts = Stream.of(1, 2)
                .parallel()
                .map(i -> Sandbox.at(temporary.resolve("raced")))
                .map(sandbox -> {
                    synchronized (started) {
                        started.add(sandbox);
                    }
                    return sandbox.start(UNNAMED, UNNAMED, true);
                })
                .toList();
        assertThat(starts).containsExactlyInAnyOrder(true, false);
    }

    @Test
    void rootWithoutUserNamespacesBecomesAnotherUser() throws IOException {
        assumeThat(System.getProperty("user.name")).as("only root needs it").isEqualTo("root");
        ServerUser other = ServerUser.another().orElseThrow();
        Path open = Files.createTempDirectory(Path.of("/tmp"), "pgford-open-");
        try {
            Files.setPosixFilePermissions(open, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
            SandboxState state = SandboxState.choose(13, 18, false, Sandbox.SUPERUSER);
            // The user's own cache may be closed to other users, as /root is.
            PostgresBinaries ours = PostgresBinaries.ofThisBuild();
            Instance instance = new Instance(
                    open.resolve("server"),
                    ours.withCache(open.resolve("cache")).unpack(18),
                    false,
                    other);
            instance.initialise(state.passwords().get(Sandbox.SUPERUSER));
            instance.start(state.sides().get(Side.NEW).port());
            assertThat(instance.state()).isEqualTo(Instance.State.RUNNING);
            assertThat(ProcessHandle.of(instance.pid().orElseThrow())
                            .flatMap(process -> process.info().user()))
                    .isEqualTo(other.owner());
            instance.stop();
            assertThat(instance.state()).isEqualTo(Instance.State.STOPPED);

            Path closed = Files.createTempDirectory(Path.of("/tmp"), "pgford-closed-");
            Instance unreachable = new Instance(
                    closed.resolve("server"), new Installation("18.6.0", open.resolve("cache/18.6.0")), false, other);
            assertThatThrownBy(() -> unreachable.initialise(state.passwords().get(Sandbox.SUPERUSER)))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("cannot get at");
            Tree.delete(closed);
        } finally {
            Tree.delete(open);
        }
    }
}
