package io.pgford.shell;

import io.pgford.problem.Problem;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The operator's own editor: {@code PSQL_EDITOR}, else {@code EDITOR}, else {@code VISUAL}, as psql looks for it; else {@code vi}. */
public final class Editor {
    private final String command;
    private final Foreground foreground;

    public Editor(Map<String, String> environment, Foreground foreground) {
        this.command = Stream.of("PSQL_EDITOR", "EDITOR", "VISUAL")
                .map(name -> environment.getOrDefault(name, ""))
                .filter(value -> !value.isBlank())
                .findFirst()
                .orElse("vi");
        this.foreground = foreground;
    }

    /**
     * Has a text edited, in a file that only its owner can read and that is deleted afterwards.
     *
     * @return the new text; empty where it was left as it is
     * @throws Problem where the editor cannot be started, or ends with an error
     */
    public Optional<String> edit(String text) {
        try {
            Path file = Files.createTempFile("pgford-", ".sql");
            try {
                Files.writeString(file, text.isEmpty() || text.endsWith("\n") ? text : text + "\n");
                open(file);
                String edited = Files.readString(file).stripTrailing();
                return edited.equals(text.stripTrailing()) ? Optional.empty() : Optional.of(edited);
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (CharacterCodingException e) {
            throw Problem.failed("What the editor wrote is not UTF-8 text", "Nothing was run.", e);
        } catch (IOException e) {
            throw Problem.failed("A file to edit cannot be written: " + e.getMessage(), "Make room for it.", e);
        }
    }

    /** Opens a file of the operator's own, and gives what stands in it afterwards. */
    public String edit(Path file) {
        try {
            open(file);
            return Files.exists(file)
                    ? Files.readString(file, StandardCharsets.UTF_8).stripTrailing()
                    : "";
        } catch (IOException e) {
            throw Problem.failed(file + " cannot be read: " + e.getMessage(), "Nothing was run.", e);
        }
    }

    /** By the shell, since the command may hold options, such as {@code code --wait}. */
    private void open(Path file) throws IOException {
        int exit = foreground.run(List.of("sh", "-c", command + " \"$1\"", "sh", file.toString()));
        if (exit != 0) {
            throw Problem.failed(
                    "The editor \"" + command + "\" ended with code " + exit,
                    "Nothing was run. EDITOR or PSQL_EDITOR names another.");
        }
    }
}
