package io.pgford.move;

import io.pgford.database.Luby;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How the mover goes about closing the gate: by many short tries, and a longer one now and then.
 *
 * <p>A transaction over two tables that holds one gate while it asks for the other waits for the mover, which waits for it: such a
 * try is lost however long it lasts, while one that meets only running statements succeeds as soon as they end. Which of the two
 * it is cannot be seen from outside, so the tries follow {@link Luby}'s sequence. The rest after a try is
 * as long as {@code duty} asks for, since the application waits behind a try as well.
 */
final class Patience {
    private static final long UNIT_MILLIS = 4;

    /** Below {@code deadlock_timeout} (1 s by default), so that the application is never a deadlock's victim. */
    private static final long LONGEST_LOCK_MILLIS = 256;

    /** Tries after which whoever holds the gate is worth naming. */
    private static final int MANY_TRIES = 30;

    private final double duty;
    private int tries;

    Patience(double duty) {
        this.duty = duty;
    }

    int tries() {
        return tries;
    }

    boolean isLong() {
        return tries > 0 && tries % MANY_TRIES == 0;
    }

    /** How long the next try waits for each gate. */
    long lockMillis() {
        return Math.min(LONGEST_LOCK_MILLIS, UNIT_MILLIS * Luby.number(tries + 1L));
    }

    /** Notes that a try failed; returns the milliseconds to rest before the next. */
    long refused() {
        double rest = lockMillis() * (1 / duty - 1);
        tries++;
        double jitter = 0.5 + ThreadLocalRandom.current().nextDouble();
        return (long) Math.max(1, rest * jitter);
    }
}
