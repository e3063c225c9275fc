package io.pgford.crossing;

import io.pgford.database.Cancellation;
import io.pgford.database.Endpoint;
import io.pgford.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * One run of {@code pg_dump}, for the schema of a whole database without pgford's own. Owners are left out, so that all belongs
 * to whoever applies it; so are tablespaces, publications and subscriptions, which are the instance's own affair.
 *
 * @param privileges whether {@code GRANT}s are dumped
 */
record SchemaDump(PgDump program, Endpoint endpoint, boolean privileges) {
    /** What libpq knows under the same name and pgford hands on; a parameter of the driver's alone would be refused. */
    private static final Set<String> LIBPQ = Set.of(
            "sslmode",
            "sslcert",
            "sslkey",
            "sslrootcert",
            "sslcrl",
            "sslcrldir",
            "sslsni",
            "sslnegotiation",
            "ssl_min_protocol_version",
            "ssl_max_protocol_version",
            "channel_binding",
            "gssencmode",
            "krbsrvname",
            "require_auth",
            "connect_timeout",
            "options",
            "keepalives",
            "keepalives_idle",
            "keepalives_interval",
            "keepalives_count",
            "tcp_user_timeout",
            "target_session_attrs",
            "passfile",
            "hostaddr");

    /** These would send the program elsewhere than the operator said. */
    private static final List<String> MISLEADING =
            List.of("PGHOSTADDR", "PGSERVICE", "PGDATABASE", "PGPASSWORD", "PGTARGETSESSIONATTRS", "PGCLIENTENCODING");

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
        words.add("--dbname=" + connectionString());
        return words;
    }

    private String connectionString() {
        String place = pair("host", endpoint.host())
                + " " + pair("port", Integer.toString(endpoint.port()))
                + " " + pair("dbname", endpoint.database())
                + " " + pair("user", endpoint.user())
                + " " + pair("application_name", "pgford schema copy");
        return endpoint.options().entrySet().stream()
                .filter(option -> LIBPQ.contains(option.getKey()))
                .sorted(Map.Entry.comparingByKey())
                .map(option -> " " + pair(option.getKey(), option.getValue()))
                .collect(Collectors.joining("", place, ""));
    }

    /** Quoted as libpq reads it (manual, "Keyword/Value Connection Strings"). */
    private static String pair(String keyword, String value) {
        return keyword + "='" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    /**
     * Runs the program and returns what it writes.
     *
     * @param cancellation ends it
     * @throws Problem with what it said, where it fails
     */
    String run(Cancellation cancellation) {
        ProcessBuilder builder = new ProcessBuilder(command());
        MISLEADING.forEach(builder.environment()::remove);
        endpoint.findPassword().ifPresent(password -> builder.environment().put("PGPASSWORD", password.reveal()));
        builder.environment().put("LC_MESSAGES", "C");
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
