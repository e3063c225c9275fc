package io.pgford.move;

/**
 * Whether the next batch may cross with open gates. Where one had to be rolled back, since somebody wanted to change its rows or
 * kept the gates open, the next ones cross behind closed gates: one at first, more each time that it happens again.
 */
final class Openness {
    private static final int MOST = 16;

    /** Tests let all batches cross behind closed gates. */
    private static final boolean NEVER = Boolean.getBoolean("pgford.test.closed");

    private int closed;
    private int penalty = 1;

    /** Whether to try. Asked once for each batch. */
    boolean promises() {
        if (closed > 0) {
            closed--;
            return false;
        }
        return !NEVER;
    }

    /** Notes whether a try succeeded. */
    void was(boolean crossed) {
        if (crossed) {
            penalty = Math.max(1, penalty - 1);
        } else {
            closed = penalty;
            penalty = Math.min(MOST, penalty * 2);
        }
    }
}
