package io.pgford.sandbox.worker;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The worker's log: its standard output, which the one who starts it sends to a file. */
final class Log {
    private Log() {}

    static void say(String message) {
        System.out.println(Instant.now().truncatedTo(ChronoUnit.MILLIS) + " " + message);
    }
}
