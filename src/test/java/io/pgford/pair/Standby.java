package io.pgford.pair;

import io.pgford.database.Endpoint;
import io.pgford.database.Secret;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A streaming standby of a server, made by {@code pg_basebackup} of the installed PostgreSQL 15. It replays for as long as it must. */
public final class Standby implements AutoCloseable {
    private static final Path PROGRAMS = Path.of("/usr/lib/postgresql/15/bin");

    private final Path directory;
    private final Process server;
    private final Endpoint primary;
    private final int port;

    /** Whether there are programs to make one. */
    public static boolean possible() {
        return Files.isExecutable(PROGRAMS.resolve("pg_basebackup"));
    }

    /** @param primary as superuser; its standby calls itself {@code standby} */
    public Standby(Endpoint primary) throws IOException, InterruptedException {
        this.primary = primary;
        this.directory = Files.createTempDirectory(Path.of("target"), "standby").toAbsolutePath();
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Path data = directory.resolve("data");
        Process backup = process(List.of(
                        PROGRAMS.resolve("pg_basebackup").toString(),
                        "--pgdata=" + data,
                        "--write-recovery-conf",
                        "--checkpoint=fast",
                        "--dbname=host=" + primary.host() + " port=" + primary.port() + " user=" + primary.user()
                                + " application_name=standby"))
                .start();
        if (backup.waitFor() != 0) {
            throw new IOException("pg_basebackup failed: " + Files.readString(directory.resolve("log")));
        }
        List<String> words = new ArrayList<>();
        if ("root".equals(System.getProperty("user.name"))) {
            // postgres refuses to run as root
            words.addAll(List.of("unshare", "-U"));
        }
        words.addAll(List.of(
                PROGRAMS.resolve("postgres").toString(),
                "-D",
                data.toString(),
                "-cport=" + port,
                "-cunix_socket_directories=",
                "-cmax_standby_streaming_delay=-1",
                "-cwal_receiver_status_interval=1s"));
        server = process(words).start();
    }

    private ProcessBuilder process(List<String> words) {
        ProcessBuilder builder = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("log").toFile()));
        primary.password()
                .map(Secret::reveal)
                .ifPresent(word -> builder.environment().put("PGPASSWORD", word));
        return builder;
    }

    /** The primary's database, on the standby. */
    public Endpoint endpoint() {
        return new Endpoint(
                primary.host(), port, primary.database(), primary.user(), primary.password(), primary.options());
    }

    @Override
    public void close() throws IOException {
        server.destroy();
        server.onExit().completeOnTimeout(server, 10, TimeUnit.SECONDS).join();
        server.destroyForcibly().onExit().join();
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
