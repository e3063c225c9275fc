package io.pgford.shell;

import java.io.IOException;
import java.util.Optional;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Warnings of libraries go to a file: the screen belongs to the conversation. */
final class LogFile extends Handler {
    private static final int BYTES = 1_000_000;

    private final StateDirectory state;
    private Optional<FileHandler> file = Optional.empty();

    private LogFile(StateDirectory state) {
        this.state = state;
        setLevel(Level.WARNING);
    }

    /** Must be called before anything logs. */
    static void use(StateDirectory state) {
        LogManager.getLogManager().reset();
        Logger.getLogger("").addHandler(new LogFile(state));
    }

    @Override
    public synchronized void publish(LogRecord event) {
        if (!isLoggable(event)) {
            return;
        }
        if (file.isEmpty()) {
            file = state.privateFile("pgford.log").flatMap(path -> open(path.toString()));
        }
        file.ifPresent(handler -> handler.publish(event));
    }

    /** Opened with the first warning only: most runs have none. */
    private static Optional<FileHandler> open(String path) {
        try {
            FileHandler handler = new FileHandler(path.replace("%", "%%"), BYTES, 1, true);
            handler.setFormatter(new SimpleFormatter());
            return Optional.of(handler);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public synchronized void flush() {
        file.ifPresent(Handler::flush);
    }

    @Override
    public synchronized void close() {
        file.ifPresent(Handler::close);
    }
}
