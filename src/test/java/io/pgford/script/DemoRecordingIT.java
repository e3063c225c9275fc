package io.pgford.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole demo, with sandbox and worker, recorded while it is played, crosses again from its recording: by the launcher, in
 * processes of their own, as its users would.
 */
class DemoRecordingIT {
    private static final Path HOME =
            Path.of(System.getProperty("pgford.home", "")).toAbsolutePath();
    private static final Path LAUNCHER = HOME.resolve("scripts/pgford");

    @TempDir
    private Path folder;

    private record Run(int exit, String output) {}

    @AfterEach
    void leaveNothing() throws IOException, InterruptedException {
        pgford("sandbox stop --remove");
    }

    @Test
    void aRecordingOfTheDemoReplaysOnAFreshSandbox() throws IOException, InterruptedException {
        Path walkthrough = folder.resolve("walkthrough.pgford");
        Path recording = folder.resolve("recorded.pgford");
        Files.writeString(
                walkthrough,
                Files.readString(HOME.resolve("scripts/walkthrough.pgford"))
                        .replace("--clients 8 --fill 100000", "--clients 3 --fill 3000")
                        .replace("90000", "1000"));

        Run recorded = pgford("record start " + recording + "; play " + walkthrough + "; record stop");
        assertThat(recorded.output()).contains("all as expected", "Recorded to");
        assertThat(recorded.exit()).isZero();
        String text = Files.readString(recording);
        // It stands for itself: the lines that were run, not the name of the file they came from.
        assertThat(text)
                .contains("\nworker switch new\n", "\nmove all\n", "expect failure matching")
                .doesNotContain("play ");
        assertThat(passwords()).hasSizeGreaterThan(1).noneMatch(text::contains);
        assertThat(pgford("sandbox stop --remove").exit()).isZero();

        Run replayed = pgford("play " + recording);
        assertThat(replayed.output())
                .contains("all as expected", "Verdict: clean", "Sum: 0 rows on old")
                .doesNotContain("not clean");
        assertThat(replayed.exit()).isZero();
    }

    @Test
    void aSandboxTakesItsWorkerAlong() throws IOException, InterruptedException {
        Run begun =
                pgford("sandbox start; schema apply scripts/sample.sql --on old; worker start --on old --clients 1");
        assertThat(begun.output()).contains("1 of 1 clients connected");
        long worker = Long.parseLong(begun.output().replaceAll("(?s).*\\(process ([0-9]+)\\).*", "$1"));
        assertThat(ProcessHandle.of(worker)).isPresent();

        Run stopped = pgford("sandbox stop --remove");
        assertThat(stopped.output()).contains("Its worker was stopped first. Verdict: clean.", "is gone");
        assertThat(ProcessHandle.of(worker).filter(ProcessHandle::isAlive)).isEmpty();
    }

    private List<String> passwords() throws IOException {
        String state = Files.readString(folder.resolve("sandbox/sandbox.json"));
        String block = state.replaceAll("(?s).*\"passwords\"\\s*:\\s*\\{([^}]*)}.*", "$1");
        return Pattern.compile(":\\s*\"([^\"]+)\"")
                .matcher(block)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private Run pgford(String text) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(List.of(LAUNCHER.toString(), "-c", text))
                .directory(HOME.toFile())
                .redirectErrorStream(true);
        List.of("PGFORD_OLD", "PGFORD_NEW").forEach(builder.environment()::remove);
        builder.environment().put("PGFORD_SANDBOX", folder.resolve("sandbox").toString());
        builder.environment().put("XDG_STATE_HOME", folder.resolve("state").toString());
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), output);
    }
}
