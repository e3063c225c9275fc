package io.pgford.shell;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/** A real terminal, with somebody who types and looks: a tmux server of its own. */
final class Tmux implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern JOBS_BELOW = Pattern.compile("(\\n(job \\d+ |and \\d+ more jobs).*)+$");
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final String socket = "pgford-test-" + ProcessHandle.current().pid() + "-" + NUMBER.incrementAndGet();

    /**
     * A terminal with a plain shell in it.
     *
     * @param environment of the shell, besides this process's own
     */
    Tmux(int columns, int rows, Map<String, String> environment) {
        if (!isThere()) {
            System.err.println("SKIPPED: there is no tmux, so nothing is tested on a real terminal. Install tmux.");
            Assumptions.abort("no tmux");
        }
        List<String> command = new ArrayList<>(List.of(
                "new-session", "-d", "-s", "s", "-x", String.valueOf(columns), "-y", String.valueOf(rows), "env"));
        environment.forEach((name, value) -> command.add(name + "=" + value));
        command.addAll(List.of("PS1=ready$ ", "bash", "--norc", "--noprofile"));
        tmux(command);
        waitFor("ready$");
    }

    private static boolean isThere() {
        try {
            return new ProcessBuilder("tmux", "-V").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Types a text, and Enter. */
    void enter(String text) {
        type(text);
        key("Enter");
    }

    /** Types a text. */
    void type(String text) {
        // A semicolon at the end of an argument would separate two commands of tmux.
        tmux(List.of(
                "send-keys",
                "-t",
                "s",
                "-l",
                text.endsWith(";") ? text.substring(0, text.length() - 1) + "\\;" : text));
    }

    /** Presses a key, under tmux's name for it. */
    void key(String name) {
        tmux(List.of("send-keys", "-t", "s", name));
    }

    /** Pastes bytes as they are, with the marks of a paste where the program has asked for them. */
    void paste(byte[] bytes) {
        try {
            Path file = Files.createTempFile("pgford-paste", "");
            try {
                Files.write(file, bytes);
                tmux(List.of("load-buffer", file.toString()));
                tmux(List.of("paste-buffer", "-p", "-t", "s"));
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What stands on the screen, with the sequences that colour it. */
    String screenWithColours() {
        return tmux(List.of("capture-pane", "-p", "-e", "-t", "s"));
    }

    /** What stands on the screen, and what has scrolled off it. */
    String screen() {
        return tmux(List.of("capture-pane", "-p", "-J", "-S", "-1000", "-t", "s"));
    }

    /** Waits until a text stands there. */
    String waitFor(String text) {
        return waitFor(screen -> screen.contains(text), "\"" + text + "\"");
    }

    /** Waits until the last line is this one; jobs at work may be shown below it. */
    String waitForLast(String line) {
        return waitFor(
                screen -> JOBS_BELOW
                        .matcher("\n" + screen.stripTrailing())
                        .replaceFirst("")
                        .stripTrailing()
                        .endsWith("\n" + line),
                "\"" + line + "\" as the last line");
    }

    /** Keeps everything that is sent to the terminal from now on in a file. */
    void record(Path file) {
        tmux(List.of("pipe-pane", "-t", "s", "cat >> " + file));
    }

    /** Makes the window larger or smaller. */
    void resize(int columns, int rows) {
        tmux(List.of("resize-window", "-t", "s", "-x", String.valueOf(columns), "-y", String.valueOf(rows)));
    }

    /** Waits until the screen is as expected. */
    String waitFor(Predicate<String> found, String what) {
        Instant end = Instant.now().plus(PATIENCE);
        String screen = screen();
        while (!found.test(screen)) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("waited for " + what + ", but the screen is\n" + screen);
            }
            pause();
            screen = screen();
        }
        return screen;
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String tmux(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of("tmux", "-L", socket, "-f", "/dev/null"));
        command.addAll(arguments);
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0 && !arguments.contains("kill-server")) {
                throw new AssertionError(String.join(" ", command) + ": " + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        tmux(List.of("kill-server"));
    }
}
