package io.pgford.crossing;

import io.pgford.database.Cancellation;
import io.pgford.database.Endpoint;
import io.pgford.database.Libpq;
import io.pgford.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * One run of {@code pg_dump}, for the schema of a whole database without pgford's own. Owners are left out, so that all belongs
 * to whoever applies it; so are tablespaces, publications and subscriptions, which are the instance's own affair.
 *
 * @param privileges whether {@code GRANT}s are dumped
 */
record SchemaDump(PgDump program, Endpoint endpoint, boolean privileges) {
    private static final String LOCK_WAIT_MS = "10000";

    /** The command line. It never holds a password: that goes by the environment. */
    List<String> command() {
        List<String> words = new ArrayList<>(List.of(
                program.path().toString(),
                "--schema-only",
                "--no-owner",
                "--no-tablespaces",
                "--no-publications",
                "--no-subscriptions",
                "--exclude-schema=pgford",
                "--encoding=UTF8",
                "--lock-wait-timeout=" + LOCK_WAIT_MS,
                "--no-password"));
        if (!privileges) {
            words.add("--no-privileges");
        }
        words.add("--dbname=" + Libpq.connectionString(endpoint, "pgford schema copy"));
        return words;
    }

    /**
     * Runs the program and returns what it writes.
     *
     * @param cancellation ends it
     * @throws Problem with what it said, where it fails
     */
    String run(Cancellation cancellation) {
        ProcessBuilder builder = new ProcessBuilder(command());
        Libpq.prepare(endpoint, builder.environment());
        try {
            Process process = builder.start();
            cancellation.add(process::destroy);
            process.getOutputStream().close();
            CompletableFuture<String> said = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
            String dump = text(process.getInputStream());
            int exit = process.waitFor();
            cancellation.check();
            if (exit != 0) {
                throw Problem.failed(
                        "pg_dump " + program.version() + " could not read the schema of old:\n"
                                + said.join().strip(),
                        "Nothing was changed. The role that dumps must be allowed to lock and read every table.");
            }
            return dump;
        } catch (IOException e) {
            throw Problem.failed(program.path() + " cannot be run: " + e.getMessage(), "Name another by --pg-dump.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.interrupted("Interrupted", "Nothing was changed.");
        }
    }

    private static String text(InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
