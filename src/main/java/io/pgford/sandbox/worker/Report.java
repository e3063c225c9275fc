package io.pgford.sandbox.worker;

import io.pgford.database.Side;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How a worker is doing, or how it did.
 *
 * @param pid of its process
 * @param side where it works
 * @param connected clients that hold a connection now
 * @param parents rows of parent that its clients own, as {@code children} of child; each is checked one by one
 * @param filledParents rows that it filled in and knows by their number only, as {@code filledChildren}
 * @param overall all operations together, then each kind
 * @param lately all operations of the last ten seconds
 * @param summary what the last check at the end looked at; empty before
 */
public record Report(
        State state,
        long pid,
        Side side,
        int clients,
        int connected,
        Instant begun,
        Instant now,
        long parents,
        long children,
        long filledParents,
        long filledChildren,
        Verdict verdict,
        List<Latency> overall,
        Latency lately,
        String summary) {
    /** What it is at. */
    public enum State {
        STARTING,
        WORKING,
        SWITCHING,
        STOPPING,
        STOPPED
    }

    /** How long it has been at work. */
    public Duration age() {
        return Duration.between(begun, now);
    }
}
