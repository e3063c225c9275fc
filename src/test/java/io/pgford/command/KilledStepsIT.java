package io.pgford.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgford.database.Endpoint;
import io.pgford.database.Secret;
import io.pgford.database.Side;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The real program, killed at random moments in each step, or its sessions ended by the servers: nothing is lost, and the step completes when run again. */
class KilledStepsIT extends OnACrossing {
    private static final int TABLES = 12;
    private static final int ROWS = 20;
    private static final String SESSIONS = """
            SELECT coalesce(string_agg(pid::text, ','), '') FROM pg_stat_activity
            WHERE datname = current_database() AND application_name LIKE 'pgford%%' AND NOT pid = ANY ('{%s}')
            """;

    private final Random random = new Random();

    @Test
    void everyStepIsCompletedByRunningItAgain() throws Exception {
        tables();
        step("fdw init", "there already");
        step("inherit", "Already so");
        step("fk off", "off already");
        step("seq sync", "ahead already");
        shell.mustRun("move all");
        step("fk on", "No foreign key is off");
        step("cleanup", "nothing of pgford");
        assertThat(
                        text(
                                Side.NEW,
                                "SELECT conname || pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'f' ORDER BY 1"))
                .isEqualTo(
                        text(
                                Side.OLD,
                                "SELECT conname || pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'f' ORDER BY 1"));
        assertThat(shell.mustRun("status").out()).contains("all rows are on new");
    }

    private void tables() {
        StringBuilder schema = new StringBuilder("GRANT USAGE ON SCHEMA public TO app;");
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < TABLES; i++) {
            schema.append("CREATE TABLE t%d (id serial PRIMARY KEY, up int REFERENCES t%d); GRANT SELECT ON t%d TO app;"
                    .formatted(i, Math.max(0, i - 1), i));
            rows.append("INSERT INTO t%d (up) SELECT i FROM generate_series(1, %d) i;".formatted(i, ROWS));
        }
        both(schema.toString());
        sql(Side.OLD, rows.toString());
    }

    private void step(String command, String already) throws Exception {
        shell.close();
        for (int i = 0; i < 2; i++) {
            disturbed(command, false);
            disturbed(command, true);
        }
        restart();
        shell.mustRun(command);
        assertThat(shell.mustRun(command).out()).contains(already);
        assertWhole(command);
    }

    /** Every row is on one side, and {@code status} has something to say. */
    private void assertWhole(String command) {
        long rows = 0;
        for (Side side : Side.values()) {
            for (int i = 0; i < TABLES; i++) {
                rows += number(side, "SELECT count(*) FROM ONLY t" + i);
            }
        }
        assertThat(rows).as(command).isEqualTo((long) TABLES * ROWS);
    }

    /** Starts the program and disturbs it up to 300 ms after it has reached a server. */
    private void disturbed(String command, boolean kill) throws Exception {
        String oldBefore = text(Side.OLD, SESSIONS.formatted(""));
        String newBefore = text(Side.NEW, SESSIONS.formatted(""));
        Path said = Files.createTempFile("pgford", ".txt");
        Process process = start(command, said);
        while (process.isAlive()
                && text(Side.OLD, SESSIONS.formatted(oldBefore)).isEmpty()) {
            Thread.sleep(5);
        }
        Thread.sleep(random.nextInt(300));
        if (kill) {
            process.destroyForcibly();
        } else {
            terminate(Side.OLD, oldBefore);
            terminate(Side.NEW, newBefore);
        }
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        if (!kill) {
            assertThat(process.exitValue()).isIn(0, 1);
            assertThat(Files.readString(said, StandardCharsets.UTF_8))
                    .doesNotContain("Exception")
                    .doesNotContain("Connection is closed")
                    .doesNotContain("\tat ");
        }
        Files.delete(said);
        restart();
        assertThat(shell.mustRun("status").out()).containsPattern("schema on old|all rows are on new");
        shell.close();
        assertWhole(command);
    }

    private void terminate(Side side, String spared) {
        text(side, SESSIONS.formatted(spared).replace("pid::text", "pg_terminate_backend(pid)::text"));
    }

    private Process start(String command, Path said) throws IOException {
        List<String> words = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "io.pgford.Pgford"));
        words.addAll(List.of(command.split(" ")));
        ProcessBuilder builder =
                new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(said.toFile());
        builder.environment().put("PGFORD_OLD", uri(pair.oldEnd()));
        builder.environment().put("PGFORD_NEW", uri(pair.newEnd()));
        pair.fdwHost().ifPresent(host -> builder.environment().put("PGFORD_FDW_HOST", host));
        pair.fdwPort().ifPresent(port -> builder.environment().put("PGFORD_FDW_PORT", port.toString()));
        builder.environment()
                .put("PGFORD_PASSWORD_APP", SERVERS.roles().get("app").reveal());
        return builder.start();
    }

    private static String uri(Endpoint end) {
        return "postgresql://%s:%s@%s:%d/%s"
                .formatted(
                        end.user(),
                        end.password().map(Secret::reveal).orElse(""),
                        end.host(),
                        end.port(),
                        end.database());
    }
}
