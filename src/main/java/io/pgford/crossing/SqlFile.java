package io.pgford.crossing;

import io.pgford.problem.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * SQL text and where it comes from, for messages.
 *
 * @param name the file as the operator wrote it, or another word for where the text is from
 * @param advice what to do where a statement of it fails
 */
public record SqlFile(String name, String text, String advice) {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /**
     * Reads a file whole.
     *
     * @throws Problem where there is none, where it is a folder, may not be read, or is not UTF-8 text
     */
    public static SqlFile read(Path path) {
        if (Files.isDirectory(path)) {
            throw Problem.failed(path + " is a folder", "Name an SQL file in it.");
        }
        if (!Files.exists(path)) {
            throw Problem.failed(
                    "There is no file " + path,
                    "Name it as seen from " + Path.of("").toAbsolutePath() + ", or by its whole path.");
        }
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(path);
        } catch (IOException e) {
            throw Problem.failed(path + " cannot be read: " + e.getMessage(), "See who may read it: ls -l", e);
        }
        return new SqlFile(path.toString(), decode(path, bytes), "correct it and run it again.");
    }

    private static String decode(Path path, byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(buffer).toString();
            return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            long line = new String(bytes, 0, buffer.position(), StandardCharsets.UTF_8)
                            .chars()
                            .filter(c -> c == '\n')
                            .count()
                    + 1;
            throw Problem.failed(
                    place(path.toString(), (int) line) + ": this is not UTF-8 text",
                    "Convert the file to UTF-8, for instance with iconv.",
                    e);
        }
    }

    /** {@code schema.sql:12}. */
    String place(int line) {
        return place(name, line);
    }

    private static String place(String name, int line) {
        return name + ":" + line;
    }
}
