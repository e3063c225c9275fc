package io.pgford.sandbox;

import io.pgford.database.Connections;
import io.pgford.database.Endpoint;
import io.pgford.database.Pair;
import io.pgford.database.Quote;
import io.pgford.database.Rows;
import io.pgford.database.Secret;
import io.pgford.database.Side;
import io.pgford.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Two PostgreSQL instances of different major versions to try a crossing on, kept in a folder. They outlive this process: another
 * one finds them by the same folder, and after a restart of the machine they start with their data.
 *
 * <p>The operator is the superuser {@code postgres}; the application's role is {@code app}, which owns nothing. Both log in with
 * random passwords over SCRAM.
 */
public final class Sandbox {
    /** The database on both sides. */
    public static final String DATABASE = "shop";

    /** The application's role. */
    public static final String APP = "app";

    private static final String HOST = "127.0.0.1";

    private final Path directory;
    private final PostgresBinaries binaries;

    public Sandbox(Path directory, PostgresBinaries binaries) {
        this.directory = directory.toAbsolutePath().normalize();
        this.binaries = binaries;
    }

    /** The sandbox in a folder, with the binaries of this build. */
    public static Sandbox at(Path directory) {
        return new Sandbox(directory, PostgresBinaries.ofThisBuild());
    }

    /** Where a sandbox is when nobody says where: {@code PGFORD_SANDBOX}, else the user's data folder. */
    public static Path defaultDirectory() {
        String own = System.getenv("PGFORD_SANDBOX");
        if (own != null && !own.isEmpty()) {
            return Path.of(own);
        }
        String data = System.getenv("XDG_DATA_HOME");
        Path base = data == null || data.isEmpty()
                ? Path.of(System.getProperty("user.home"), ".local", "share")
                : Path.of(data);
        return base.resolve("pgford").resolve("sandbox");
    }

    public Path directory() {
        return directory;
    }

    /** One side, as {@code sandbox status} shows it. */
    public record Seen(Side side, int major, int port, boolean running, Endpoint endpoint) {}

    /** Both sides; empty where there is no sandbox in the folder. */
    public List<Seen> status() {
        return SandboxState.read(directory)
                .map(state -> Stream.of(Side.values())
                        .map(side -> new Seen(
                                side,
                                major(state, side),
                                port(state, side),
                                instance(state, side).running(),
                                endpoint(state, side)))
                        .toList())
                .orElse(List.of());
    }

    /** The pair, for the operator; empty where there is no sandbox. It may not be running. */
    public Optional<Pair> pair() {
        return SandboxState.read(directory)
                .map(state -> new Pair(
                        endpoint(state, Side.OLD), endpoint(state, Side.NEW), Optional.empty(), Optional.empty()));
    }

    /** The passwords of its roles; none where there is no sandbox. */
    public Map<String, Secret> roles() {
        return SandboxState.read(directory)
                .map(state -> Map.of(
                        Instance.OPERATOR, new Secret(state.operatorPassword()), APP, new Secret(state.appPassword())))
                .orElse(Map.of());
    }

    /**
     * Makes the instances if there are none, and starts those that do not run.
     *
     * @param oldMajor major version of {@code old}, where it is not the sandbox's already
     * @param durable false only for tests: {@code fsync} off
     * @return whether anything had to be started
     * @throws Problem for a version that is not on hand, another one than the sandbox has, or a folder that is no sandbox
     */
    public boolean start(Optional<Integer> oldMajor, Optional<Integer> newMajor, boolean durable) {
        SandboxState state = SandboxState.read(directory).orElseGet(() -> create(oldMajor, newMajor, durable));
        refuseOther(Side.OLD, state, oldMajor);
        refuseOther(Side.NEW, state, newMajor);
        state = withFreePorts(state);
        boolean started = false;
        for (Side side : Side.values()) {
            Instance instance = instance(state, side);
            if (!instance.exists()) {
                instance.create(new Secret(state.operatorPassword()));
            }
            if (!instance.running()) {
                instance.start(port(state, side));
                started = true;
            }
        }
        furnish(state);
        return started;
    }

    private SandboxState create(Optional<Integer> oldMajor, Optional<Integer> newMajor, boolean durable) {
        SandboxState state = new SandboxState(
                oldMajor.orElse(13),
                newMajor.orElse(18),
                Instance.freePort(),
                Instance.freePort(),
                randomPassword(),
                randomPassword(),
                durable);
        // Before anything is written: an unknown version must leave no folder behind.
        binaries.home(state.oldMajor());
        binaries.home(state.newMajor());
        try {
            refuseForeign();
            Files.createDirectories(directory);
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        } catch (IOException e) {
            throw Problem.failed(
                    "The sandbox's folder " + directory + " cannot be made: " + e.getMessage(),
                    "Name another: sandbox start --dir DIR",
                    e);
        }
        state.write(directory);
        return state;
    }

    private void refuseForeign() throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        boolean empty = false;
        if (Files.isDirectory(directory)) {
            try (Stream<Path> files = Files.list(directory)) {
                empty = files.findAny().isEmpty();
            }
        }
        if (!empty) {
            throw Problem.failed(
                    directory + " is there already, and is no sandbox", "Name another folder: sandbox start --dir DIR");
        }
    }

    private void refuseOther(Side side, SandboxState state, Optional<Integer> wanted) {
        if (wanted.isPresent() && wanted.get() != major(state, side)) {
            throw Problem.failed(
                    "The sandbox in " + directory + " has PostgreSQL " + major(state, side) + " as " + side + ", not "
                            + wanted.get(),
                    "Make another beside it: sandbox start --dir DIR; or remove this one with its data: sandbox stop --remove");
        }
    }

    /** A port that somebody else has taken while an instance was down is given up for a free one. */
    private SandboxState withFreePorts(SandboxState state) {
        int oldPort = usablePort(state, Side.OLD);
        int newPort = usablePort(state, Side.NEW);
        SandboxState usable = state.withPorts(oldPort, newPort);
        if (!usable.equals(state)) {
            usable.write(directory);
        }
        return usable;
    }

    private int usablePort(SandboxState state, Side side) {
        int port = port(state, side);
        return Instance.isFree(port) || instance(state, side).running() ? port : Instance.freePort();
    }

    /** The database and the application's role, on both sides. */
    private void furnish(SandboxState state) {
        Pair pair = new Pair(
                endpoint(state, Side.OLD).at("postgres"),
                endpoint(state, Side.NEW).at("postgres"),
                Optional.empty(),
                Optional.empty());
        try (Connections connections = new Connections(pair)) {
            for (Side side : Side.values()) {
                connections.with(side, c -> furnish(c, state));
            }
        }
    }

    private static boolean furnish(Connection connection, SandboxState state) throws SQLException {
        if (!Rows.holds(connection, "SELECT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = ?)", APP)) {
            Rows.run(
                    connection,
                    "CREATE ROLE " + Quote.identifier(APP) + " LOGIN PASSWORD " + Quote.literal(state.appPassword()));
        }
        if (!Rows.holds(connection, "SELECT EXISTS (SELECT FROM pg_catalog.pg_database WHERE datname = ?)", DATABASE)) {
            Rows.run(connection, "CREATE DATABASE " + Quote.identifier(DATABASE));
        }
        return true;
    }

    /**
     * Stops the instances that run; their data stay.
     *
     * @return whether any was running
     */
    public boolean stop() {
        boolean stopped = false;
        Optional<SandboxState> state = SandboxState.read(directory);
        if (state.isPresent()) {
            for (Side side : Side.values()) {
                Instance instance = instance(state.get(), side);
                if (instance.running()) {
                    instance.stop("fast");
                    stopped = true;
                }
            }
        }
        return stopped;
    }

    /** Stops one side as a crash would: for tests of what survives it. */
    public void crash(Side side) {
        instance(SandboxState.read(directory).orElseThrow(), side).stop("immediate");
    }

    /**
     * Stops the instances and removes the folder with all data.
     *
     * @throws Problem where the folder is no sandbox
     */
    public void remove() {
        if (SandboxState.read(directory).isEmpty()) {
            throw Problem.failed("There is no sandbox in " + directory, "Nothing was removed.");
        }
        stop();
        List<Path> left = new ArrayList<>();
        try {
            Folders.remove(directory);
        } catch (IOException e) {
            left.add(directory);
        }
        if (!left.isEmpty()) {
            throw Problem.failed("Not all of " + directory + " could be removed", "Remove the rest by hand.");
        }
    }

    private Instance instance(SandboxState state, Side side) {
        return new Instance(binaries.home(major(state, side)), directory.resolve(side.word()), state.durable());
    }

    private static int major(SandboxState state, Side side) {
        return side == Side.OLD ? state.oldMajor() : state.newMajor();
    }

    private static int port(SandboxState state, Side side) {
        return side == Side.OLD ? state.oldPort() : state.newPort();
    }

    private static Endpoint endpoint(SandboxState state, Side side) {
        return new Endpoint(
                HOST,
                port(state, side),
                DATABASE,
                Instance.OPERATOR,
                Optional.of(new Secret(state.operatorPassword())),
                Map.of());
    }

    private static String randomPassword() {
        byte[] bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
