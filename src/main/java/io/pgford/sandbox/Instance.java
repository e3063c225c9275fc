package io.pgford.sandbox;

import io.pgford.database.Secret;
import io.pgford.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One PostgreSQL server in a directory of its own: {@code data}, and {@code server.log}. The server is nobody's child: it lives on when
 * pgford ends, and hears no Ctrl-C, since it starts in a session of its own. It listens on 127.0.0.1 alone, on no
 * socket file, and lets nobody in without a password over scram-sha-256.
 */
public final class Instance {
    private static final Path DATA = Path.of("data");
    private static final Path UNFINISHED = Path.of("data.unfinished");
    private static final Path PASSWORD = Path.of("initdb.password");
    private static final Path LOG = Path.of("server.log");
    private static final String SETTINGS = "pgford.conf";
    private static final String WAIT_SECONDS = "60";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** What a server does at this moment. */
    public enum State {
        ABSENT,
        STOPPED,
        /** Started or stopping, and not taking connections. */
        BUSY,
        RUNNING;

        /** As the operator reads it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Path directory;
    private final Installation installation;
    private final ServerUser user;
    private final boolean durable;

    /**
     * @param durable whether committed work survives a crash of the machine; {@code false} sets {@code fsync} off, for tests
     */
    public Instance(Path directory, Installation installation, boolean durable) {
        this(directory, installation, durable, ServerUser.ofThisRun());
    }

    Instance(Path directory, Installation installation, boolean durable, ServerUser user) {
        this.directory = directory.toAbsolutePath().normalize();
        this.installation = installation;
        this.durable = durable;
        this.user = user;
    }

    public Path log() {
        return directory.resolve(LOG);
    }

    public State state() {
        return stateOf(directory);
    }

    /** What the server in a directory does; needs no binaries. */
    static State stateOf(Path directory) {
        if (!Files.exists(directory.resolve(DATA))) {
            return State.ABSENT;
        }
        return postmaster(directory)
                .filter(PostmasterFile::alive)
                .map(file -> file.ready() ? State.RUNNING : State.BUSY)
                .orElse(State.STOPPED);
    }

    /** The process of the running server. */
    public OptionalLong pid() {
        return postmaster(directory)
                .filter(PostmasterFile::alive)
                .map(file -> OptionalLong.of(file.pid()))
                .orElseGet(OptionalLong::empty);
    }

    private static Optional<PostmasterFile> postmaster(Path directory) {
        try {
            return PostmasterFile.read(directory.resolve(DATA));
        } catch (IOException e) {
            throw Problem.failed(
                    "The state of the server in " + directory + " cannot be read: " + Trouble.of(e),
                    "Look at its permissions.",
                    e);
        }
    }

    /**
     * Makes the data directory, with a superuser {@code postgres}, encoding UTF8 and locale C.UTF-8 (C where that does not exist);
     * nothing happens where it is there already. It appears whole or not at all.
     *
     * @throws Problem where {@code initdb} fails, with what it said
     */
    public void initialise(Secret superuserPassword) {
        if (Files.exists(directory.resolve(DATA))) {
            return;
        }
        try {
            Tree.delete(directory.resolve(UNFINISHED));
            Files.createDirectories(directory.resolve(UNFINISHED));
            Files.deleteIfExists(directory.resolve(PASSWORD));
            Files.createFile(directory.resolve(PASSWORD), Sandbox.OWNER_ONLY);
            Files.writeString(directory.resolve(PASSWORD), superuserPassword.reveal());
            if (user.owner().isPresent()) {
                Tree.giveTo(user.owner().get(), directory);
                user.mustReach(installation.program("initdb"), directory);
            }
            initdb();
            Path conf = directory.resolve(UNFINISHED).resolve("postgresql.conf");
            Files.writeString(conf, Files.readString(conf) + "\ninclude '" + SETTINGS + "'\n");
            Files.move(directory.resolve(UNFINISHED), directory.resolve(DATA), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw unwritable(e);
        } finally {
            deleteQuietly(directory.resolve(PASSWORD));
        }
    }

    private void initdb() throws IOException {
        List<String> words = new ArrayList<>(List.of(
                "--pgdata=" + UNFINISHED,
                "--username=postgres",
                "--pwfile=" + PASSWORD,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=" + (System.getProperty("os.name").equals("Linux") ? "C.UTF-8" : "C")));
        if (!durable) {
            words.add("--no-sync");
        }
        Program.Outcome outcome = run(program("initdb", words));
        if (!outcome.succeeded()) {
            throw Problem.failed(
                    "initdb of PostgreSQL " + installation.version() + " failed in " + directory + ":\n"
                            + LogTail.of(outcome.output()),
                    "Put right what it says (space, permissions), then run sandbox start again.");
        }
    }

    /**
     * Starts the server and waits until it takes connections; a running one stays as it is.
     *
     * @param wanted the port to listen on; where somebody else listens there, another is chosen
     * @return the port it listens on
     * @throws Problem where it does not start, with the end of its log
     */
    public int start(int wanted) {
        Instant deadline = Instant.now().plus(PATIENCE);
        int port = wanted;
        while (true) {
            Optional<PostmasterFile> running = postmaster(directory).filter(PostmasterFile::alive);
            if (running.isPresent() && running.get().ready()) {
                return running.get().port();
            }
            if (running.isEmpty()) {
                port = Ports.isFree(port) ? port : Ports.choose();
                Optional<String> failure = tryStart(port);
                if (failure.isEmpty()) {
                    return port;
                }
                if (!LogTail.passing(failure.get()) || Instant.now().isAfter(deadline)) {
                    throw notStarted(failure.get());
                }
            } else if (Instant.now().isAfter(deadline)) {
                throw notStarted("Its process " + running.get().pid() + " lives but takes no connections.");
            }
            pause();
        }
    }

    /** What went wrong, or nothing. */
    private Optional<String> tryStart(int port) {
        try {
            removeStaleFile();
            writeSettings(port);
            long before = Files.exists(log()) ? Files.size(log()) : 0;
            List<String> start = control("start", "-l", LOG.toString());
            Program.Outcome outcome = Program.run(directory, user.commandInOwnSession(start));
            return outcome.succeeded()
                    ? Optional.empty()
                    : Optional.of(LogTail.since(log(), before).orElse(outcome.output()));
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private void removeStaleFile() throws IOException {
        if (postmaster(directory).filter(PostmasterFile::numberReused).isPresent()) {
            // Safe: a server that still had processes would hold the shared memory whose key is the directory's inode.
            Files.delete(directory.resolve(DATA).resolve("postmaster.pid"));
        }
    }

    private void writeSettings(int port) throws IOException {
        Path file = directory.resolve(DATA).resolve(SETTINGS);
        Files.writeString(file, """
                # Written by pgford at each start.
                listen_addresses = '127.0.0.1'
                port = %d
                unix_socket_directories = ''
                password_encryption = 'scram-sha-256'
                max_connections = 200
                fsync = %s
                full_page_writes = %s
                """.formatted(port, onOff(durable), onOff(durable)));
        if (user.owner().isPresent()) {
            Tree.giveTo(user.owner().get(), file);
        }
    }

    private static String onOff(boolean value) {
        return value ? "on" : "off";
    }

    /**
     * Stops the server: its sessions are ended, what they committed is kept. Nothing happens where it does not run.
     *
     * @throws Problem where it still runs after a minute
     */
    public void stop() {
        if (state() == State.STOPPED || state() == State.ABSENT) {
            return;
        }
        try {
            Program.Outcome outcome = run(control("stop", "-m", "fast"));
            // It may have ended by itself just now.
            if (!outcome.succeeded() && state() != State.STOPPED) {
                throw Problem.failed(
                        "PostgreSQL in " + directory + " did not stop: " + outcome.output() + "\n" + LogTail.of(log()),
                        "See its log: " + log());
            }
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private List<String> control(String action, String... arguments) {
        List<String> words = new ArrayList<>(List.of(action, "-s", "-w", "-t", WAIT_SECONDS, "-D", DATA.toString()));
        words.addAll(List.of(arguments));
        return program("pg_ctl", words);
    }

    private List<String> program(String name, List<String> arguments) {
        List<String> words = new ArrayList<>(List.of(installation.program(name).toString()));
        words.addAll(arguments);
        return words;
    }

    private Program.Outcome run(List<String> command) throws IOException {
        // In its directory and by relative paths, since pg_ctl hands them to a shell.
        return Program.run(directory, user.command(command));
    }

    private Problem notStarted(String failure) {
        return Problem.failed(
                "PostgreSQL " + installation.version() + " did not start in " + directory + ":\n" + failure,
                "The whole log: " + log());
    }

    private Problem unwritable(IOException e) {
        return Problem.failed(
                "PostgreSQL in " + directory + " cannot be worked on: " + Trouble.of(e),
                "Is there space, and may you write there? --dir names another place.",
                e);
    }

    private static void pause() {
        try {
            Thread.sleep(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.interrupted("The start was interrupted", "sandbox status tells what runs.");
        }
    }

    private static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // Readable by its owner alone, and the next start deletes it.
            return;
        }
    }
}
