package io.pgford.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a server says of itself in {@code postmaster.pid} ("Database File Layout"): one fact a line.
 *
 * @param pid of the postmaster
 * @param started when it started, in whole seconds
 * @param port it listens on
 * @param ready whether it takes connections (line 8, from PostgreSQL 10 on)
 */
record PostmasterFile(long pid, Instant started, int port, boolean ready) {
    private static final Duration SLACK = Duration.ofSeconds(30);

    /** The file's content; empty where there is none or the server has not finished writing it. */
    static Optional<PostmasterFile> read(Path dataDirectory) throws IOException {
        Path file = dataDirectory.resolve("postmaster.pid");
        return Files.exists(file) ? parse(Files.readAllLines(file)) : Optional.empty();
    }

    static Optional<PostmasterFile> parse(List<String> lines) {
        if (lines.size() < 4) {
            return Optional.empty();
        }
        try {
            return Optional.of(new PostmasterFile(
                    Long.parseLong(lines.get(0).strip()),
                    Instant.ofEpochSecond(Long.parseLong(lines.get(2).strip())),
                    Integer.parseInt(lines.get(3).strip()),
                    lines.size() > 7 && lines.get(7).strip().equals("ready")));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Whether its postmaster lives. */
    boolean alive() {
        return ProcessHandle.of(pid).filter(this::isPostmaster).isPresent();
    }

    /**
     * Whether a living process cannot be that postmaster, because another program got its number after a crash or a reboot.
     * PostgreSQL itself takes any process of the same user for the old server and refuses to start.
     */
    boolean numberReused() {
        return ProcessHandle.of(pid)
                .filter(process -> process.isAlive() && !isPostmaster(process))
                .isPresent();
    }

    private boolean isPostmaster(ProcessHandle process) {
        if (!process.isAlive() || isZombie()) {
            return false;
        }
        boolean otherProgram = process.info()
                .command()
                .filter(command -> !Path.of(command).endsWith("postgres"))
                .isPresent();
        boolean younger = process.info()
                .startInstant()
                .filter(start -> start.isAfter(started.plus(SLACK)))
                .isPresent();
        return !otherProgram && !younger;
    }

    /** Killed, but nobody has collected it: so it stays in containers whose first process does not. Linux only. */
    private boolean isZombie() {
        try {
            String facts = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            return facts.startsWith(" Z", facts.lastIndexOf(')') + 1);
        } catch (IOException e) {
            return false;
        }
    }
}
