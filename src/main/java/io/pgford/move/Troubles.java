package io.pgford.move;

import java.time.Duration;

/** How long a mover goes on trying after something went wrong: until two minutes have passed without a batch that crossed. */
final class Troubles {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long FIRST_PAUSE_MILLIS = 20;
    private static final long LONGEST_PAUSE_MILLIS = 1_000;

    private boolean in;
    private long giveUp;
    private String lastSaid = "";
    private long pause = FIRST_PAUSE_MILLIS;

    /** Notes that something went wrong. */
    void met() {
        if (!in) {
            in = true;
            giveUp = System.nanoTime() + PATIENCE.toNanos();
        }
    }

    /** Whether this was the last thing said since a batch has crossed; notes that it is. */
    boolean said(String what) {
        boolean again = what.equals(lastSaid);
        lastSaid = what;
        return again;
    }

    /** Notes that a batch has crossed. */
    void over() {
        in = false;
        lastSaid = "";
        pause = FIRST_PAUSE_MILLIS;
    }

    /** Whether something went wrong since the last batch that crossed. */
    boolean in() {
        return in;
    }

    /** Whether it has gone on for too long. */
    boolean tooLong() {
        return in && System.nanoTime() - giveUp > 0;
    }

    /** The milliseconds to wait before the next try; longer each time. */
    long pause() {
        long now = pause;
        pause = Math.min(LONGEST_PAUSE_MILLIS, pause * 2);
        return now;
    }
}
