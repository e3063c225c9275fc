package io.pgford.shell;

import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/** Warnings of libraries go to a file: the screen belongs to the conversation. */
final class LogFile {
    /** Read by {@code logback.xml}. */
    private static final String PROPERTY = "pgford.log";

    private LogFile() {}

    /** Must be called before anything logs. */
    static void use(StateDirectory state) {
        state.privateFile("pgford.log").ifPresent(file -> System.setProperty(PROPERTY, file.toString()));
        // Boot's own logging system costs a tenth of a second and is not needed: logback reads its file when first
        // used.
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        LogManager.getLogManager().reset();
        Logger root = Logger.getLogger("");
        root.addHandler(new Forwarder());
    }

    /** The driver logs through java.util.logging: its warnings go where all others go. */
    private static final class Forwarder extends Handler {
        @Override
        public void publish(java.util.logging.LogRecord event) {
            if (event.getLevel().intValue() >= java.util.logging.Level.WARNING.intValue()) {
                org.slf4j.LoggerFactory.getLogger(String.valueOf(event.getLoggerName()))
                        .warn(String.valueOf(event.getMessage()), event.getThrown());
            }
        }

        @Override
        public void flush() {
            // Nothing is held back.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
