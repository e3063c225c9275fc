package io.pgford.sandbox;

import io.pgford.database.Secret;
import io.pgford.problem.Problem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One PostgreSQL server in a folder: made by {@code initdb}, started and stopped by {@code pg_ctl}, so that it outlives this
 * process. Listens on loopback only; every login needs a password (SCRAM).
 */
final class Instance {
    /** The superuser. */
    static final String OPERATOR = "postgres";

    private static final int LOG_LINES = 12;
    private static final long PATIENCE_SECONDS = 120;

    private final Path home;
    private final Path folder;
    private final boolean durable;

    /**
     * An instance, running or not.
     *
     * @param home of the binaries
     * @param folder of the instance; the data are in {@code data}, the log in {@code log}
     * @param durable false for tests that never look at what survives a crash of the machine: {@code fsync} off
     */
    Instance(Path home, Path folder, boolean durable) {
        this.home = home;
        this.folder = folder;
        this.durable = durable;
    }

    boolean exists() {
        return Files.exists(data().resolve("PG_VERSION"));
    }

    private Path data() {
        return folder.resolve("data");
    }

    private Path log() {
        return folder.resolve("log");
    }

    /** Makes the data folder, with a superuser of this password. */
    void create(Secret password) {
        Path passwordFile = folder.resolve("password");
        try {
            Files.createDirectories(folder);
            Files.deleteIfExists(passwordFile);
            Files.createFile(
                    passwordFile, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(passwordFile, password.reveal());
            run(
                    "initdb",
                    "--pgdata=" + data(),
                    "--username=" + OPERATOR,
                    "--pwfile=" + passwordFile,
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--locale=C",
                    "--no-sync");
            Files.writeString(
                    data().resolve("postgresql.conf"),
                    settings(),
                    StandardCharsets.UTF_8,
                    java.nio.file.StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw Problem.failed(
                    "The sandbox cannot be written to " + folder + ": " + e.getMessage(),
                    "Is there room on the disk, and may you write there? --dir names another place.",
                    e);
        } finally {
            try {
                Files.deleteIfExists(passwordFile);
            } catch (IOException e) {
                // It is inside a folder that only its owner can read.
            }
        }
    }

    private String settings() {
        String loose = durable ? "" : "fsync = off\nfull_page_writes = off\n";
        return """

                # pgford's sandbox
                listen_addresses = '127.0.0.1'
                unix_socket_directories = ''
                password_encryption = 'scram-sha-256'
                max_connections = 200
                shared_buffers = '128MB'
                """ + loose;
    }

    /** Whether a server is running on the data folder. */
    boolean running() {
        return exists() && call("pg_ctl", "status", "--pgdata=" + data()).code() == 0;
    }

    /**
     * Starts the server and waits until it takes connections. What a killed server left behind is recovered by PostgreSQL
     * itself.
     */
    void start(int port) {
        run(
                "pg_ctl",
                "start",
                "--wait",
                "--timeout=" + PATIENCE_SECONDS,
                "--pgdata=" + data(),
                "--log=" + log(),
                "--options=-p " + port);
    }

    /** Stops the server: {@code fast}, or {@code immediate} as a crash would. */
    void stop(String mode) {
        run("pg_ctl", "stop", "--wait", "--mode=" + mode, "--pgdata=" + data());
    }

    /** Whether nobody listens on a port of the loopback address. */
    static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    /** A port that is free now. */
    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw Problem.failed("No port is free on the loopback address: " + e.getMessage(), "", e);
        }
    }

    private record Called(int code, String output) {}

    private void run(String program, String... arguments) {
        Called called = call(program, arguments);
        if (called.code() != 0) {
            throw Problem.failed(
                    program + " failed (exit code " + called.code() + "):\n" + tail(called.output()) + tail(logText()),
                    "The whole log is in " + log());
        }
    }

    private Called call(String program, String... arguments) {
        List<String> command = new ArrayList<>(Caller.prefix());
        command.add(home.resolve("bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        Path output = null;
        try {
            // To a file, not a pipe: the server would keep the pipe open for as long as it runs.
            output = Files.createTempFile("pgford-", ".out");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
            builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
            Process process = builder.start();
            if (!process.waitFor(PATIENCE_SECONDS + 10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return new Called(-1, "no answer for " + (PATIENCE_SECONDS + 10) + " s");
            }
            return new Called(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw Problem.failed(program + " cannot be run: " + e.getMessage(), "", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.interrupted(
                    "Interrupted while waiting for " + program, "sandbox status tells how things are");
        } finally {
            removeQuietly(output);
        }
    }

    private static void removeQuietly(Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // A temporary file that stays behind does no harm.
        }
    }

    private String logText() {
        try {
            return Files.exists(log()) ? Files.readString(log(), StandardCharsets.UTF_8) : "";
        } catch (IOException e) {
            return "";
        }
    }

    private static String tail(String text) {
        List<String> lines = text.lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size())) + "\n";
    }
}
