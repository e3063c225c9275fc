package io.pgford.script;

import io.pgford.problem.Problem;
import io.pgford.sql.Redacted;
import io.pgford.sql.Redactor;
import io.pgford.sql.Splitter;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Writes down what was run, so that {@code play} can run it again. A line with a secret is left as a comment without it, and a
 * line that failed as a comment too. Each line is in the file once it was run.
 */
public final class Recorder implements AutoCloseable {
    /** Commands about scripts, and those that end or explain the shell, are no part of what was done. */
    private static final Set<String> NOT_RECORDED = Set.of("record start", "record stop", "record", "play");

    private Optional<Recording> current = Optional.empty();

    private record Recording(Path file, Writer writer) {}

    /** Where lines are written to at the moment. */
    public synchronized Optional<Path> file() {
        return current.map(Recording::file);
    }

    /**
     * Begins a recording.
     *
     * @param target the side in use, so that the recording begins with the same one
     * @throws Problem where one is running already, or where the file exists or cannot be made
     */
    public synchronized void start(Path file, String target, LocalDate date) {
        if (current.isPresent()) {
            throw Problem.failed("A recording to " + current.get().file() + " is running", "End it first: record stop");
        }
        try {
            Writer writer = Files.newBufferedWriter(
                    file, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            current = Optional.of(new Recording(file, writer));
        } catch (FileAlreadyExistsException e) {
            throw Problem.failed(file + " exists already, and a recording overwrites nothing", "Name another file.", e);
        } catch (NoSuchFileException e) {
            throw Problem.failed("There is no folder for " + file, "Make it, or name another file.", e);
        } catch (IOException e) {
            throw Problem.failed(file + " cannot be written: " + e.getMessage(), "Name another file.", e);
        }
        write("# pgford session, " + date + "\nuse " + target + "\n");
    }

    /**
     * Ends the recording.
     *
     * @return the file
     * @throws Problem where none is running
     */
    public synchronized Path stop() {
        Path file = file().orElseThrow(() -> Problem.failed("No recording is running", "Begin one: record start FILE"));
        close();
        return file;
    }

    /**
     * Adds an item that was run; does nothing where no recording is running.
     *
     * @throws Problem where the file cannot be written any more; the recording is over then, and what was run is not undone
     */
    public synchronized void ran(Item item, Outcome outcome) {
        boolean aboutScripts = item instanceof CommandItem command && NOT_RECORDED.contains(command.name());
        if (current.isPresent() && !aboutScripts) {
            write(lines(item, outcome));
        }
    }

    /** Ends the recording, if one is running. */
    @Override
    public synchronized void close() {
        Optional<Recording> ended = current;
        current = Optional.empty();
        if (ended.isPresent()) {
            try {
                ended.get().writer().close();
            } catch (IOException e) {
                throw broken(ended.get().file(), e);
            }
        }
    }

    private static String lines(Item item, Outcome outcome) {
        Redacted source = Redactor.redact(item.source());
        if (outcome.failed()) {
            String message = Redactor.redact(outcome.message())
                    .text()
                    .lines()
                    .findFirst()
                    .orElse("");
            String how = outcome.interrupted() ? "interrupted" : "failed";
            return comment(List.of(how + (message.isEmpty() ? "" : ": " + message), source.text()));
        }
        if (source.masked()) {
            return comment(List.of(
                    "left out, since it held a secret, which a file must not keep; put it in by hand to run it",
                    source.text()));
        }
        return ended(item, source.text()) + "\n";
    }

    /** A last statement may have run without its semicolon, but would swallow the next line. */
    private static String ended(Item item, String source) {
        Item inner = item instanceof ExpectItem expect ? expect.action() : item;
        if (inner instanceof SqlItem sql && sql.ending().isEmpty()) {
            boolean comment = Splitter.split(sql.sql() + ";").open().isPresent();
            return source + (comment ? "\n;" : ";");
        }
        return source;
    }

    private static String comment(List<String> texts) {
        StringBuilder result = new StringBuilder();
        texts.stream()
                .flatMap(String::lines)
                .forEach(line ->
                        result.append(line.isEmpty() ? "#" : "# ").append(line).append("\n"));
        return result.toString();
    }

    private void write(String text) {
        Recording recording = current.orElseThrow();
        try {
            recording.writer().write(text);
            recording.writer().flush();
        } catch (IOException e) {
            current = Optional.empty();
            try {
                recording.writer().close();
            } catch (IOException again) {
                e.addSuppressed(again);
            }
            throw broken(recording.file(), e);
        }
    }

    private static Problem broken(Path file, IOException cause) {
        return Problem.failed(
                "The recording to " + file + " stopped: " + cause.getMessage(),
                "What was run is done; only the file lacks it. Make room, then: record start FILE with another name",
                cause);
    }
}
