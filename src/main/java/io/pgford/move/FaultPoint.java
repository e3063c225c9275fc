package io.pgford.move;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** The moments between two steps of a batch, where a test can let the process die or stand still. Costs one comparison. */
enum FaultPoint {
    BEFORE_LOCK,
    LOCKED,
    CLOSED,
    /** The rows begin to leave, and none has landed. */
    DELETING,
    /** All rows have come, and the end of them has not been sent on. */
    DELETED,
    COPIED,
    NOTED,
    LANDED,
    LEFT,
    RELEASED,
    /** The watermark is enforced on old, and not yet believed on new; only with {@code --prune}. */
    ENFORCED,
    BELIEVED,
    /** The table is finished on new, and a watermark on old is still enforced. */
    FINISHED;

    private static final Optional<FaultPoint> FATAL = named("pgford.test.die_at");
    private static final Optional<FaultPoint> STUCK = named("pgford.test.hang_at");
    private static final AtomicInteger VISITS_LEFT =
            new AtomicInteger(Integer.getInteger("pgford.test.die_at_visit", 1));

    /** Dies here as SIGKILL would, if a test wants it. */
    void pass() {
        if (FATAL.isPresent() && FATAL.get() == this && VISITS_LEFT.decrementAndGet() == 0) {
            Runtime.getRuntime().halt(137);
        }
        if (STUCK.isPresent() && STUCK.get() == this) {
            hang();
        }
    }

    /** Stops as SIGSTOP would, or a machine that is suspended, but for the thread that gives signs of life. */
    private void hang() {
        try {
            // Past System.out, which belongs to the shell.
            new FileOutputStream(FileDescriptor.out)
                    .write(("hangs at " + this + "\n").getBytes(StandardCharsets.UTF_8));
            Thread.sleep(Long.MAX_VALUE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Optional<FaultPoint> named(String property) {
        return Optional.ofNullable(System.getProperty(property)).map(FaultPoint::valueOf);
    }
}
