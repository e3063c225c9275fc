package io.pgford.move;

import io.pgford.database.Endpoint;
import io.pgford.database.Pair;
import java.io.File;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The real program in a process of its own, to be killed. */
final class MoverProcess {
    private final Process process;
    private final Path output;

    private MoverProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /**
     * Starts it.
     *
     * @param properties such as {@code pgford.test.die_at=LANDED}
     */
    static MoverProcess start(Lab lab, List<String> properties, String... words) throws IOException {
        return start(lab.pair, properties, words);
    }

    /** The same on another way to the servers. */
    static MoverProcess start(Pair pair, List<String> properties, String... words) throws IOException {
        return start(pair, "128m", properties, words);
    }

    /** With a heap of so much at most, such as {@code 48m}. */
    static MoverProcess within(String heap, Lab lab, String... words) throws IOException {
        return start(lab.pair, heap, List.of(), words);
    }

    private static MoverProcess start(Pair pair, String heap, List<String> properties, String... words)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Xmx" + heap));
        properties.forEach(property -> command.add("-D" + property));
        command.addAll(List.of(
                "-cp",
                Path.of("target", "pgford.jar") + File.pathSeparator + Path.of("target", "lib", "*"),
                "io.pgford.Pgford",
                "--old",
                uri(pair.oldEnd()),
                "--new",
                uri(pair.newEnd())));
        command.addAll(Arrays.asList(words));
        Path output = Files.createTempFile(Path.of("target"), "mover", ".out");
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment()
                .put(
                        "XDG_STATE_HOME",
                        Path.of("target", "state").toAbsolutePath().toString());
        builder.redirectErrorStream(true).redirectOutput(output.toFile());
        return new MoverProcess(builder.start(), output);
    }

    private static String uri(Endpoint end) {
        String password = end.password()
                // A plus sign is a space in forms only.
                .map(p -> ":"
                        + URLEncoder.encode(p.reveal(), StandardCharsets.UTF_8).replace("+", "%20"))
                .orElse("");
        return "postgresql://" + end.user() + password + "@" + end.host() + ":" + end.port() + "/" + end.database();
    }

    boolean alive() {
        return process.isAlive();
    }

    /** Its process number. */
    long pid() {
        return process.pid();
    }

    /** SIGKILL. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Sends it a signal, such as {@code HUP}. */
    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                .start()
                .waitFor();
    }

    /** Waits until it ends; returns its exit code, 137 for a death at a fault point. */
    int end() throws InterruptedException {
        if (!process.waitFor(150, TimeUnit.SECONDS)) {
            kill();
            throw new AssertionError("the mover did not end:\n" + said());
        }
        return process.exitValue();
    }

    String said() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
