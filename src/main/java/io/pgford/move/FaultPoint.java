package io.pgford.move;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** The moments between two steps of a batch, where a test can let the process die. Costs one comparison. */
enum FaultPoint {
    BEFORE_LOCK,
    LOCKED,
    CLOSED,
    COPIED,
    NOTED,
    LANDED,
    LEFT,
    RELEASED;

    private static final Optional<FaultPoint> FATAL =
            Optional.ofNullable(System.getProperty("pgford.test.die_at")).map(FaultPoint::valueOf);
    private static final AtomicInteger VISITS_LEFT =
            new AtomicInteger(Integer.getInteger("pgford.test.die_at_visit", 1));

    /** Dies here as SIGKILL would, if a test wants it. */
    void pass() {
        if (FATAL.isPresent() && FATAL.get() == this && VISITS_LEFT.decrementAndGet() == 0) {
            Runtime.getRuntime().halt(137);
        }
    }
}
