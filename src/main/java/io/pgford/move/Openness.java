package io.pgford.move;

/**
 * Whether the next batch may cross with open gates, and for how long. One is rolled back where somebody wanted to change its rows or
 * kept the gates open; a shorter one meets fewer. Where even the shortest had to be, the next ones cross behind closed gates: one
 * at first, more each time that it happens again.
 */
final class Openness {
    /** Times that the gates may be closed, {@code --hold}: what is lost where a batch is rolled back or dies. */
    private static final double LONGEST = 20;

    /** A single range, that is. */
    private static final double SHORTEST = 0.25;

    private static final double FIRST = 5;
    private static final double SHORTER = 4;
    private static final double LONGER = 2;
    private static final int MOST_CLOSED = 16;

    /** Tests let all batches cross behind closed gates. */
    private static final boolean NEVER = Boolean.getBoolean("pgford.test.closed");

    private double holds = FIRST;
    private int closed;
    private int penalty = 1;

    /** How long the next batch may cross with open gates, in times of {@code --hold}; 0 where not at all. Asked once for each batch. */
    double holds() {
        if (closed > 0) {
            closed--;
            return 0;
        }
        return NEVER ? 0 : holds;
    }

    /** Notes whether a try succeeded. */
    void was(boolean crossed) {
        if (crossed) {
            holds = Math.min(LONGEST, holds * LONGER);
            penalty = Math.max(1, penalty - 1);
        } else if (holds > SHORTEST) {
            holds = Math.max(SHORTEST, holds / SHORTER);
        } else {
            closed = penalty;
            penalty = Math.min(MOST_CLOSED, penalty * 2);
        }
    }
}
