package io.pgford.sandbox;

import io.pgford.database.Secret;
import io.pgford.database.Side;
import io.pgford.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a sandbox keeps about itself in {@code sandbox.json}, which only its owner can read.
 *
 * @param sides the servers
 * @param passwords by role, the same on both sides
 * @param durable whether commits survive a crash of the machine; {@code false} is faster, for tests
 * @param furnished whether both servers have had their role and database
 */
record SandboxState(Map<Side, Server> sides, Map<String, Secret> passwords, boolean durable, boolean furnished) {
    /** The file while it is written; a process that was killed, or a full disk, can leave it behind. */
    static final String UNFINISHED = "sandbox.json.unfinished";

    private static final String FILE = "sandbox.json";
    private static final int FORMAT = 1;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** One server: its major version and where it listens. */
    record Server(int major, int port) {}

    /** As the file has it. */
    private record Document(
            int pgfordSandbox,
            Server oldServer,
            Server newServer,
            Map<String, String> passwords,
            boolean durable,
            boolean furnished) {}

    SandboxState {
        sides = Map.copyOf(sides);
        passwords = Map.copyOf(passwords);
    }

    /** A new one, with ports that are free now and random passwords for these roles. */
    static SandboxState choose(int oldMajor, int newMajor, boolean durable, String... roles) {
        Map<String, Secret> passwords = new TreeMap<>();
        for (String role : roles) {
            passwords.put(role, randomPassword());
        }
        int oldPort = Ports.choose();
        int newPort = Ports.choose();
        while (newPort == oldPort) {
            newPort = Ports.choose();
        }
        return new SandboxState(
                Map.of(Side.OLD, new Server(oldMajor, oldPort), Side.NEW, new Server(newMajor, newPort)),
                passwords,
                durable,
                false);
    }

    private static Secret randomPassword() {
        byte[] bytes = new byte[18];
        new SecureRandom().nextBytes(bytes);
        // Nothing in it needs quoting in a URI, a file of passwords or SQL.
        return new Secret(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    SandboxState withPort(Side side, int port) {
        Map<Side, Server> changed = new EnumMap<>(sides);
        changed.put(side, new Server(sides.get(side).major(), port));
        return new SandboxState(changed, passwords, durable, furnished);
    }

    SandboxState withFurniture() {
        return new SandboxState(sides, passwords, durable, true);
    }

    /**
     * The state kept in a directory; empty where there is none.
     *
     * @throws Problem where the file is there and cannot be understood
     */
    static Optional<SandboxState> read(Path directory) {
        Path file = directory.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            Document document = JSON.readValue(Files.readString(file), Document.class);
            if (document.pgfordSandbox() != FORMAT || document.passwords() == null) {
                throw damaged(file, null);
            }
            Map<String, Secret> passwords = new TreeMap<>();
            document.passwords().forEach((role, password) -> passwords.put(role, new Secret(password)));
            return Optional.of(new SandboxState(
                    Map.of(Side.OLD, document.oldServer(), Side.NEW, document.newServer()),
                    passwords,
                    document.durable(),
                    document.furnished()));
        } catch (JacksonException | NullPointerException e) {
            throw damaged(file, e);
        } catch (IOException e) {
            throw Problem.failed("The sandbox's file cannot be read: " + Trouble.of(e), "Is it yours?", e);
        }
    }

    private static Problem damaged(Path file, Exception cause) {
        return Problem.failed(
                file + " is not a file that this pgford wrote",
                "Name another directory with --dir, or move this one away.",
                cause);
    }

    /** There is no sandbox in the directory any more. */
    static void delete(Path directory) throws IOException {
        Files.deleteIfExists(directory.resolve(UNFINISHED));
        Files.deleteIfExists(directory.resolve(FILE));
    }

    /** Writes the file, whole or not at all. */
    void write(Path directory) {
        Map<String, String> words = new TreeMap<>();
        passwords.forEach((role, secret) -> words.put(role, secret.reveal()));
        Document document = new Document(FORMAT, sides.get(Side.OLD), sides.get(Side.NEW), words, durable, furnished);
        try {
            Path unfinished = directory.resolve(UNFINISHED);
            Files.deleteIfExists(unfinished);
            Files.createFile(unfinished, Sandbox.OWNER_ONLY);
            Files.writeString(unfinished, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document) + "\n");
            Files.move(
                    unfinished,
                    directory.resolve(FILE),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw Problem.failed(
                    "The sandbox cannot be kept in " + directory + ": " + Trouble.of(e),
                    "Is there space, and may you write there? --dir names another place.",
                    e);
        }
    }
}
