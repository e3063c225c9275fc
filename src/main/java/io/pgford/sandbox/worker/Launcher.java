package io.pgford.sandbox.worker;

import io.pgford.problem.Problem;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Starts the worker's process: the same java and classes as this one, in a session of its own. */
final class Launcher {
    private Launcher() {}

    static Process launch(Path directory, Path log) {
        List<String> command = new ArrayList<>();
        // A session of its own: the terminal's signals do not reach it, nor does whatever ends the shell's process
        // group.
        setsid().ifPresent(command::add);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                WorkerMain.class.getName(),
                directory.toAbsolutePath().toString()));
        try {
            return new ProcessBuilder(command)
                    .redirectInput(new File("/dev/null"))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException e) {
            throw Problem.failed(
                    "The worker's process cannot be started: " + e.getMessage(),
                    "Is there enough memory, and does the java that runs pgford still exist?",
                    e);
        }
    }

    private static Optional<String> setsid() {
        return List.of("/usr/bin/setsid", "/bin/setsid").stream()
                .filter(path -> Files.isExecutable(Path.of(path)))
                .findFirst();
    }
}
