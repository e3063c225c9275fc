package io.pgford.sandbox.worker;

import io.pgford.database.Connections;
import io.pgford.database.Endpoint;
import io.pgford.database.Pair;
import io.pgford.database.Rows;
import io.pgford.database.Secret;
import io.pgford.database.Side;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** PostgreSQL 13 and 18 for this test, until it takes its pair from where all tests take theirs. */
final class TwoInstances {
    static final Secret APP = new Secret("of the app: ' \\ ü");
    private static final Secret ROOT = new Secret("of the operator");

    private final Path directory;
    private final List<Path> binaries = new ArrayList<>();
    private final List<Path> data = new ArrayList<>();
    private final Pair pair;

    TwoInstances(Path directory) throws IOException, InterruptedException {
        this.directory = directory;
        this.pair = new Pair(start("13"), start("18"), Optional.empty(), Optional.empty());
        try (Connections connections = new Connections(pair)) {
            for (Side side : Side.values()) {
                connections.with(
                        side,
                        connection -> Rows.change(
                                connection,
                                "create role app login password " + io.pgford.database.Quote.literal(APP.reveal())));
            }
        }
    }

    /** The operator's ends, in a database of that name that is made on both sides. */
    Pair database(String name) {
        try (Connections connections = new Connections(pair)) {
            for (Side side : Side.values()) {
                connections.with(side, connection -> Rows.change(connection, "create database " + name));
            }
        }
        return new Pair(pair.oldEnd().at(name), pair.newEnd().at(name), Optional.empty(), Optional.empty());
    }

    private Endpoint start(String major) throws IOException, InterruptedException {
        Path home = unpack(major);
        Path cluster = directory.resolve("data" + major);
        Path password = Files.writeString(directory.resolve("password"), ROOT.reveal());
        int port = freePort();
        run(
                home.resolve("bin/initdb").toString(),
                "-D",
                cluster.toString(),
                "-U",
                "postgres",
                "-A",
                "scram-sha-256",
                "--pwfile=" + password,
                "-E",
                "UTF8",
                "--no-sync");
        run(
                home.resolve("bin/pg_ctl").toString(),
                "-D",
                cluster.toString(),
                "-w",
                "-l",
                directory.resolve("log" + major).toString(),
                "-o",
                "-p " + port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off",
                "start");
        binaries.add(home);
        data.add(cluster);
        return new Endpoint("127.0.0.1", port, "postgres", "postgres", Optional.of(ROOT), Map.of());
    }

    private Path unpack(String major) throws IOException, InterruptedException {
        Path home = Files.createDirectories(directory.resolve("postgres" + major));
        File[] jars = new File("target/postgres").listFiles((folder, name) -> name.startsWith("postgres-" + major));
        try (ZipFile jar = new ZipFile(jars[0])) {
            ZipEntry archive = jar.stream()
                    .filter(entry -> entry.getName().endsWith(".txz"))
                    .findFirst()
                    .orElseThrow();
            Path file = home.resolve("all.txz");
            try (InputStream in = jar.getInputStream(archive)) {
                Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
            }
            run("tar", "-xJf", file.toString(), "-C", home.toString());
        }
        return home;
    }

    private static void run(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root") && !words[0].equals("tar")) {
            // PostgreSQL refuses to run as root; in a user namespace the process is not root and can still use the
            // files.
            command.addAll(List.of("unshare", "-U"));
        }
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException(String.join(" ", words) + " failed");
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    void stop() throws IOException, InterruptedException {
        for (int i = 0; i < data.size(); i++) {
            run(
                    binaries.get(i).resolve("bin/pg_ctl").toString(),
                    "-D",
                    data.get(i).toString(),
                    "-m",
                    "immediate",
                    "stop");
        }
    }
}
