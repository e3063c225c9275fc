package io.pgford.sandbox;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/** What an error of the file system means: Java's own messages are often just the path. */
final class Trouble {
    private Trouble() {}

    static String of(IOException error) {
        if (error instanceof AccessDeniedException denied) {
            return "no permission for " + denied.getFile();
        }
        if (error instanceof NoSuchFileException missing) {
            return missing.getFile() + " does not exist";
        }
        if (error instanceof FileSystemException failed && failed.getReason() != null) {
            return failed.getReason() + " (" + failed.getFile() + ")";
        }
        return Optional.ofNullable(error.getMessage()).orElseGet(error::toString);
    }
}
