package io.pgford.sandbox;

import io.pgford.database.Connections;
import io.pgford.database.Endpoint;
import io.pgford.database.Pair;
import io.pgford.database.Secret;
import io.pgford.database.Side;
import io.pgford.problem.Problem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Two PostgreSQL servers of different versions to try a crossing on, kept in one directory: they and their data outlive the
 * process, and every pgford finds them there. Each has a database {@value #DATABASE}, a superuser {@value #SUPERUSER} for the
 * operator, and a role {@value #APP} for the application, which owns nothing.
 */
public final class Sandbox {
    public static final String DATABASE = "shop";
    public static final String SUPERUSER = "postgres";
    public static final String APP = "app";

    static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final String LOCK = "sandbox.lock";
    // The worker keeps its files beside the servers, also where the pair is another.
    private static final String WORKER = "worker";
    private static final Set<String> INCIDENTAL = Set.of(LOCK, WORKER, SandboxState.UNFINISHED);
    // File locks hold between processes only.
    private static final Object IN_THIS_PROCESS = new Object();

    private final Path directory;
    private final PostgresBinaries binaries;

    /** @param directory where it is kept; need not exist */
    public Sandbox(Path directory, PostgresBinaries binaries) {
        this.directory = directory.toAbsolutePath().normalize();
        this.binaries = binaries;
    }

    /** The one in a directory, with the binaries of this build. */
    public static Sandbox at(Path directory) {
        return new Sandbox(directory, PostgresBinaries.ofThisBuild());
    }

    /** Where a sandbox is kept if nobody says otherwise: {@code $PGFORD_SANDBOX}, else in the user's data directory. */
    public static Path defaultDirectory() {
        return Folders.sandbox(System.getenv());
    }

    public Path directory() {
        return directory;
    }

    /** Whether there is one in the directory, running or not. */
    public boolean exists() {
        return SandboxState.read(directory).isPresent();
    }

    /**
     * One side as it is now.
     *
     * @param version of the binaries on hand, such as 13.23; the major alone where they are not
     */
    public record Server(Side side, int major, String version, int port, Instance.State state, Endpoint endpoint) {}

    /** Both sides as they are now, {@code old} first; empty where there is no sandbox. */
    public List<Server> status() {
        return SandboxState.read(directory)
                .map(state -> Stream.of(Side.values())
                        .map(side -> server(state, side))
                        .toList())
                .orElse(List.of());
    }

    private Server server(SandboxState state, Side side) {
        SandboxState.Server server = state.sides().get(side);
        String version = Optional.ofNullable(binaries.versions().get(server.major()))
                .map(BinariesVersion::server)
                .orElseGet(() -> Integer.toString(server.major()));
        return new Server(
                side, server.major(), version, server.port(), Instance.stateOf(place(side)), endpoint(state, side));
    }

    /** The pair for the operator, as superuser in database {@value #DATABASE}; empty where there is no sandbox. It may not run. */
    public Optional<Pair> pair() {
        return SandboxState.read(directory).map(Sandbox::pair);
    }

    /** The passwords of its roles, the same on both sides; none where there is no sandbox. */
    public Map<String, Secret> roles() {
        return SandboxState.read(directory).map(SandboxState::passwords).orElse(Map.of());
    }

    /**
     * Starts both servers, after making them where they are not there yet; what runs already stays as it is.
     *
     * @param oldMajor the major version for {@code old}; none for the one it has, 13 for a new one
     * @param newMajor likewise for {@code new}; 18 for a new one
     * @param durable for a new one, whether commits survive a crash of the machine; {@code false} is faster, for tests
     * @return whether anything had to be started
     * @throws Problem where the directory holds something else or other versions, a version is not on hand, or a server does
     *     not start
     */
    public boolean start(Optional<Integer> oldMajor, Optional<Integer> newMajor, boolean durable) {
        refuseForeignDirectory();
        // Before the directory is made: an unknown version must leave nothing behind.
        SandboxState chosen = SandboxState.read(directory).orElseGet(() -> choose(oldMajor, newMajor, durable));
        return locked(() -> {
            // Another process may have been faster.
            SandboxState state = SandboxState.read(directory).orElse(chosen);
            refuseOtherVersion(state, Side.OLD, oldMajor);
            refuseOtherVersion(state, Side.NEW, newMajor);
            if (bothRun() && state.furnished()) {
                return false;
            }
            state.write(directory);
            SandboxState started = startServers(state);
            started.write(directory);
            if (!started.furnished()) {
                furnish(started, Side.OLD);
                furnish(started, Side.NEW);
                started.withFurniture().write(directory);
            }
            return true;
        });
    }

    private boolean bothRun() {
        return Stream.of(Side.values()).allMatch(side -> Instance.stateOf(place(side)) == Instance.State.RUNNING);
    }

    private SandboxState choose(Optional<Integer> oldMajor, Optional<Integer> newMajor, boolean durable) {
        int chosenOld = oldMajor.orElse(13);
        int chosenNew = newMajor.orElse(18);
        binaries.version(chosenOld);
        binaries.version(chosenNew);
        return SandboxState.choose(chosenOld, chosenNew, durable, SUPERUSER, APP);
    }

    private SandboxState startServers(SandboxState state) {
        List<CompletableFuture<Integer>> ports = Stream.of(Side.values())
                .map(side -> CompletableFuture.supplyAsync(() -> startServer(state, side)))
                .toList();
        // Both end before anything is thrown, so that nothing goes on behind the operator's back.
        CompletableFuture.allOf(ports.toArray(CompletableFuture[]::new))
                .handle((done, error) -> "")
                .join();
        try {
            return state.withPort(Side.OLD, ports.get(0).join())
                    .withPort(Side.NEW, ports.get(1).join());
        } catch (CompletionException e) {
            throw e.getCause() instanceof Problem problem ? problem : e;
        }
    }

    private int startServer(SandboxState state, Side side) {
        Instance instance = instance(state, side);
        instance.initialise(state.passwords().get(SUPERUSER));
        return instance.start(state.sides().get(side).port());
    }

    private static void furnish(SandboxState state, Side side) {
        Pair pair = pair(state);
        Pair maintenance = new Pair(
                pair.oldEnd().at("postgres"), pair.newEnd().at("postgres"), Optional.empty(), Optional.empty());
        try (Connections connections = new Connections(maintenance);
                Connection connection = connections.open(side, "sandbox")) {
            Access.role(connection, APP, state.passwords().get(APP));
            Access.database(connection, DATABASE, APP);
            Access.closeDatabases(connection);
        } catch (SQLException e) {
            throw new Connections(maintenance).fault(side, e);
        }
        try (Connections connections = new Connections(pair);
                Connection connection = connections.open(side, "sandbox")) {
            Access.closePublicSchema(connection);
        } catch (SQLException e) {
            throw new Connections(pair).fault(side, e);
        }
    }

    /**
     * Stops both servers; the data stays.
     *
     * @return whether any was running
     * @throws Problem where a server does not stop
     */
    public boolean stop() {
        if (!exists()) {
            return false;
        }
        return locked(() -> {
            SandboxState state = state();
            boolean stopped = false;
            for (Side side : Side.values()) {
                Instance.State now = Instance.stateOf(place(side));
                if (now == Instance.State.RUNNING || now == Instance.State.BUSY) {
                    instance(state, side).stop();
                    stopped = true;
                }
            }
            return stopped;
        });
    }

    /**
     * Stops both servers and deletes them with all their data, and the worker's files. Files that are not pgford's stay, and
     * so does the directory then.
     *
     * @throws Problem where the directory holds no sandbox, or a server does not stop
     */
    public void remove() {
        // No sandbox: somebody else's files.
        state();
        stop();
        try {
            for (Side side : Side.values()) {
                Tree.delete(place(side));
            }
            Tree.delete(directory.resolve(WORKER));
            // Last, so that an interrupted removal can be run again.
            SandboxState.delete(directory);
            Tree.delete(directory.resolve(LOCK));
            if (isEmpty()) {
                Files.delete(directory);
            }
        } catch (IOException e) {
            throw Problem.failed("The sandbox was not wholly removed: " + Trouble.of(e), "Run it again.", e);
        }
    }

    /** The server of one side, for what only tests do. */
    public Instance instance(Side side) {
        return instance(state(), side);
    }

    private Instance instance(SandboxState state, Side side) {
        return new Instance(place(side), binaries.unpack(state.sides().get(side).major()), state.durable());
    }

    private Path place(Side side) {
        return directory.resolve(side.word());
    }

    private SandboxState state() {
        return SandboxState.read(directory)
                .orElseThrow(() ->
                        Problem.failed("There is no sandbox in " + directory, "Make one: sandbox start --dir DIR"));
    }

    private static Pair pair(SandboxState state) {
        return new Pair(endpoint(state, Side.OLD), endpoint(state, Side.NEW), Optional.empty(), Optional.empty());
    }

    private static Endpoint endpoint(SandboxState state, Side side) {
        return new Endpoint(
                "127.0.0.1",
                state.sides().get(side).port(),
                DATABASE,
                SUPERUSER,
                Optional.of(state.passwords().get(SUPERUSER)),
                Map.of());
    }

    private void refuseForeignDirectory() {
        try {
            if (Files.exists(directory) && !Files.isDirectory(directory)) {
                throw Problem.failed(directory + " is no directory", "Name another one with --dir.");
            }
            if (!exists() && Files.exists(directory) && !isEmpty()) {
                throw Problem.failed(
                        directory + " holds other things already", "Name an empty or a new directory with --dir.");
            }
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private boolean isEmpty() throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(entry -> entry.getFileName().toString()).allMatch(INCIDENTAL::contains);
        }
    }

    private void refuseOtherVersion(SandboxState state, Side side, Optional<Integer> wanted) {
        int major = state.sides().get(side).major();
        if (wanted.isPresent() && wanted.get() != major) {
            throw Problem.failed(
                    side + " of the sandbox in " + directory + " is PostgreSQL " + major + ", not " + wanted.get(),
                    "Start it without --" + side + ", make another one with --dir DIR, or remove this one with its "
                            + "data: sandbox stop --remove");
        }
    }

    /** One process at a time works on the directory. */
    private boolean locked(BooleanSupplier work) {
        synchronized (IN_THIS_PROCESS) {
            try {
                Files.createDirectories(directory);
                try (FileChannel channel = FileChannel.open(
                        directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                    // Closing the channel ends it.
                    channel.lock();
                    return work.getAsBoolean();
                }
            } catch (IOException e) {
                throw unusable(e);
            }
        }
    }

    private Problem unusable(IOException e) {
        return Problem.failed(
                "The directory " + directory + " cannot be used: " + Trouble.of(e),
                "Name another one with --dir DIR or PGFORD_SANDBOX.",
                e);
    }
}
