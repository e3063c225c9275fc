package io.pgford.sandbox;

import io.pgford.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What stands before the call of a PostgreSQL program, depending on who calls. */
final class Caller {
    private Caller() {}

    /**
     * A session of its own, so that the terminal's Ctrl-C does not reach the server; and for root, whom PostgreSQL refuses, a
     * user namespace in which the process is nobody, yet keeps its files.
     *
     * @throws Problem where root cannot make such a namespace
     */
    static List<String> prefix() {
        List<String> prefix = new ArrayList<>();
        if (isThere("setsid")) {
            prefix.addAll(List.of("setsid", "--wait"));
        }
        if (isRoot()) {
            if (!works("unshare", "-U", "true")) {
                throw Problem.failed(
                        "PostgreSQL does not run as root, and a user namespace cannot be made here (unshare -U)",
                        "Run pgford as another user, or use instances of your own: --old URI --new URI");
            }
            prefix.addAll(List.of("unshare", "-U"));
        }
        return prefix;
    }

    private static boolean isRoot() {
        try {
            return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return "root".equals(System.getProperty("user.name"));
        }
    }

    private static boolean isThere(String program) {
        return works(program, "--version");
    }

    private static boolean works(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
