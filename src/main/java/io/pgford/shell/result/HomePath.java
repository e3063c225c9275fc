package io.pgford.shell.result;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Names of files as they are typed. */
public final class HomePath {
    private HomePath() {}

    /** The file; {@code ~/} in front stands for the user's home. */
    public static Path of(String name) throws IOException {
        try {
            return name.startsWith("~/") ? Path.of(System.getProperty("user.home"), name.substring(2)) : Path.of(name);
        } catch (InvalidPathException e) {
            throw new IOException(e.getReason(), e);
        }
    }

    /** What was wrong, without the name that the caller says anyway. */
    public static String why(IOException error) {
        if (error instanceof NoSuchFileException) {
            return "there is no such file or folder";
        }
        if (error instanceof AccessDeniedException) {
            return "permission denied";
        }
        return error instanceof FileSystemException system && system.getReason() != null
                ? system.getReason()
                : String.valueOf(error.getMessage());
    }
}
