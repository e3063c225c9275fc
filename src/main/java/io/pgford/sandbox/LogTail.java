package io.pgford.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The last lines that a server or program wrote: there it says why it failed. */
final class LogTail {
    private static final int LINES = 12;
    private static final int BYTES = 16_384;

    private LogTail() {}

    /** The last lines of a text. */
    static String of(String text) {
        List<String> lines = text.lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
    }

    /** The last lines of a log file; empty where it has none. */
    static String of(Path log) throws IOException {
        return since(log, 0).orElse("");
    }

    /** The last lines that a log file got since it had a size; empty where there are none. */
    static Optional<String> since(Path log, long size) throws IOException {
        if (!Files.exists(log) || Files.size(log) <= size) {
            return Optional.empty();
        }
        try (InputStream text = Files.newInputStream(log)) {
            text.skipNBytes(Math.max(size, Files.size(log) - BYTES));
            return Optional.of(of(new String(text.readAllBytes(), StandardCharsets.UTF_8)));
        }
    }

    /**
     * Whether a failed start is worth another try: somebody took the port in between, or processes of a killed postmaster have
     * not ended yet.
     */
    static boolean passing(String failure) {
        return failure.contains("Address already in use")
                || failure.contains("pre-existing shared memory block")
                || failure.contains("could not create any TCP/IP sockets");
    }
}
