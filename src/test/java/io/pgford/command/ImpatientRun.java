package io.pgford.command;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A run whose operator presses Ctrl-C again and again, from half a second after it began. */
final class ImpatientRun extends NoTerminal {
    private static final long FIRST_MS = 500;
    private static final long AGAIN_MS = 200;

    @Override
    public Hook onInterrupt(Runnable action) {
        ScheduledExecutorService presses = Executors.newSingleThreadScheduledExecutor();
        var unused = presses.scheduleWithFixedDelay(action, FIRST_MS, AGAIN_MS, TimeUnit.MILLISECONDS);
        return presses::shutdown;
    }
}
