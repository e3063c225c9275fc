package io.pgford.shell.result;

import io.pgford.problem.Problem;
import io.pgford.shell.print.Style;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Optional;

/** Rows go to a file, or behind a {@code |} to a program, as UTF-8, whole and without colours. */
public final class StreamOutput implements Output {
    private final String place;
    private final PrintWriter writer;
    private final Optional<Process> program;

    private StreamOutput(String place, OutputStream stream, Optional<Process> program) {
        this.place = place;
        this.writer = new PrintWriter(stream, false, StandardCharsets.UTF_8);
        this.program = program;
    }

    /**
     * Opens it. A file that is there is written anew.
     *
     * @param place a file's name, or {@code |} and a command of the system's shell
     * @throws Problem where it cannot be written
     */
    public static StreamOutput open(String place) {
        try {
            if (!place.startsWith("|")) {
                return new StreamOutput(place, Files.newOutputStream(HomePath.of(place)), Optional.empty());
            }
            Process process = new ProcessBuilder("sh", "-c", place.substring(1).strip())
                    .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            return new StreamOutput(place, process.getOutputStream(), Optional.of(process));
        } catch (IOException e) {
            throw Problem.failed(
                    place + " cannot be written: " + HomePath.why(e), "Name a file in a folder that is there.", e);
        }
    }

    @Override
    public void line(String text) {
        writer.print(text);
        writer.print('\n');
    }

    @Override
    public boolean left() {
        return program.isPresent() && !program.get().isAlive();
    }

    @Override
    public Style style() {
        return Style.PLAIN;
    }

    @Override
    public int width() {
        return 0;
    }

    @Override
    public boolean terminal() {
        return false;
    }

    @Override
    public String place() {
        return place;
    }

    /**
     * Ends it, and waits for a program.
     *
     * @throws Problem where not all of it could be written, such as on a full disk
     */
    @Override
    public void close() {
        boolean failed = writer.checkError();
        writer.close();
        int exit = 0;
        try {
            exit = program.isPresent() ? program.get().waitFor() : 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // A program such as head may end before it has read all.
        if (program.isEmpty() && failed) {
            throw Problem.failed("Not all of it could be written to " + place, "Is the disk full?");
        }
        if (exit != 0) {
            throw Problem.failed(place + " ended with exit code " + exit, "It may not have taken all of the result.");
        }
    }
}
