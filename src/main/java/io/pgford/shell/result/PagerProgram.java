package io.pgford.shell.result;

import io.pgford.problem.Problem;
import io.pgford.shell.TerminalConsole;
import java.io.BufferedOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The pager: {@code PGFORD_PAGER}, {@code PSQL_PAGER} or {@code PAGER}; where none is set, {@code less}, which does not fold
 * lines here and so lets one move sideways; where there is no {@code less}, a built-in one like it. An empty variable stands
 * for none.
 */
public final class PagerProgram {
    private static final String BUILT_IN = "builtin";

    private final String command;
    private final Map<String, String> environment;

    private PagerProgram(String command, Map<String, String> environment) {
        this.command = command;
        this.environment = environment;
    }

    /** The pager that the environment asks for; empty where it asks for none. */
    public static Optional<PagerProgram> of(Map<String, String> environment) {
        String command = Stream.of("PGFORD_PAGER", "PSQL_PAGER", "PAGER")
                .filter(environment::containsKey)
                .map(environment::get)
                .findFirst()
                .orElseGet(() -> isThere("less", environment) ? "less" : BUILT_IN)
                .strip();
        return command.isEmpty() ? Optional.empty() : Optional.of(new PagerProgram(command, environment));
    }

    private static boolean isThere(String program, Map<String, String> environment) {
        return Arrays.stream(environment.getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .filter(folder -> !folder.isEmpty())
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /** A pager at work. */
    interface Running {
        /** What it shows; writing fails once somebody has left it. */
        OutputStream input();

        /** Says that no more comes, and waits until it is left. */
        void finish();
    }

    /**
     * Starts it on the terminal.
     *
     * @throws Problem where it cannot be started
     */
    Running start(TerminalConsole console) {
        if (command.equals(BUILT_IN)) {
            return BuiltInPager.start(console.device());
        }
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", command)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        if (!environment.containsKey("LESS")) {
            builder.environment().put("LESS", "-SR");
        }
        if (console.style().unicode() && !environment.containsKey("LESSCHARSET")) {
            builder.environment().put("LESSCHARSET", "utf-8");
        }
        try {
            return new Child(builder.start());
        } catch (IOException e) {
            throw Problem.failed(
                    "The pager could not be started: " + e.getMessage(), "Go on without one: \\pset pager off", e);
        }
    }

    /** Another program. */
    private record Child(Process process, OutputStream input) implements Running {
        Child(Process process) {
            this(process, new BufferedOutputStream(process.getOutputStream()));
        }

        @Override
        public void finish() {
            try {
                input.close();
            } catch (IOException e) {
                // It was left before it had taken all.
            }
            boolean interrupted = false;
            while (true) {
                try {
                    process.waitFor();
                    break;
                } catch (InterruptedException e) {
                    // The terminal is the pager's until it ends: going on now would mix two screens.
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
