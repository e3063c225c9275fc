package io.pgford.sandbox;

import io.pgford.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a sandbox has to remember, in {@code sandbox.json}, which only its owner may read: it holds the passwords.
 *
 * @param durable false where the instances run with {@code fsync} off, for tests
 */
record SandboxState(
        int oldMajor,
        int newMajor,
        int oldPort,
        int newPort,
        String operatorPassword,
        String appPassword,
        boolean durable) {
    private static final String FILE = "sandbox.json";
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    static Optional<SandboxState> read(Path directory) {
        Path file = directory.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(Files.readAllBytes(file), SandboxState.class));
        } catch (IOException | JacksonException e) {
            throw Problem.failed(
                    "The sandbox's file " + file + " cannot be read: " + e.getMessage(),
                    "Remove the folder and start anew, or name another: --dir DIR",
                    e);
        }
    }

    void write(Path directory) {
        Path file = directory.resolve(FILE);
        Path fresh = directory.resolve(FILE + ".new");
        try {
            Files.deleteIfExists(fresh);
            Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(fresh, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this));
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw Problem.failed(
                    "The sandbox cannot be written to " + directory + ": " + e.getMessage(),
                    "Is there room on the disk, and may you write there? --dir names another place.",
                    e);
        }
    }

    SandboxState withPorts(int anOldPort, int aNewPort) {
        return new SandboxState(oldMajor, newMajor, anOldPort, aNewPort, operatorPassword, appPassword, durable);
    }
}
