package io.pgford.move;

import java.util.concurrent.ThreadLocalRandom;

/**
 * How the mover goes about closing the gate. Transactions over two tables hold one gate while they ask for the next, so a try
 * often meets one that waits for the mover in turn: giving up soon and trying again soon gets through sooner than waiting long.
 * The rest after a try is as long as {@code duty} asks for, since the application waits behind a try as well.
 */
final class Patience {
    private static final long FIRST_LOCK_MILLIS = 15;

    /** Below {@code deadlock_timeout} (1 s by default), so that the application is never a deadlock's victim. */
    private static final long LONGEST_LOCK_MILLIS = 300;

    /** By how much a try may take longer than the one before: statements that take longer than a try would never let it through. */
    private static final double GROWTH = 1.25;

    private static final long LONGEST_REST_MILLIS = 500;

    /** Tries after which the pauses grow, and whoever holds the gate is worth naming. */
    private static final int MANY_TRIES = 20;

    private final double duty;
    private int tries;

    Patience(double duty) {
        this.duty = duty;
    }

    int tries() {
        return tries;
    }

    boolean isLong() {
        return tries >= MANY_TRIES;
    }

    /** How long the next try waits for each gate. */
    long lockMillis() {
        return (long) Math.min(LONGEST_LOCK_MILLIS, FIRST_LOCK_MILLIS * Math.pow(GROWTH, tries));
    }

    /** Notes that a try failed; returns the milliseconds to rest before the next. */
    long refused() {
        double rest = lockMillis() * (1 / duty - 1);
        tries++;
        double growing = isLong() ? rest * (1 + (tries - MANY_TRIES) / 4.0) : rest;
        double jitter = 0.5 + ThreadLocalRandom.current().nextDouble();
        return (long) Math.min(LONGEST_REST_MILLIS, Math.max(1, growing * jitter));
    }
}
