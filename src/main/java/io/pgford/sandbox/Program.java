package io.pgford.sandbox;

import io.pgford.problem.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A run of one of the system's or PostgreSQL's programs, waited for. */
final class Program {
    /** How it ended and what it wrote, output and errors together. */
    record Outcome(int exit, String output) {
        boolean succeeded() {
            return exit == 0;
        }
    }

    private Program() {}

    /**
     * Runs a program to its end.
     *
     * @param folder its working directory
     * @throws IOException where it cannot be started
     */
    static Outcome run(Path folder, List<String> command) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        // PGDATA, PGPORT and their like are meant for the operator's own psql; messages are read, so in English.
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Outcome(process.waitFor(), output.strip());
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw Problem.interrupted(
                    command.get(0) + " was interrupted", "Run the command again: it goes on where it was.");
        }
    }
}
