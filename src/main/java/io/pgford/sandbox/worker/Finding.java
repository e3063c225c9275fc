package io.pgford.sandbox.worker;

/**
 * Something a client saw that cannot be.
 *
 * @param count how many rows or updates it concerns
 */
record Finding(Wrong wrong, long count, String message) {

    /** What can be wrong. */
    enum Wrong {
        /** A row that was written was not there. */
        MISSING,
        /** A row was there more than once. */
        DOUBLED,
        /** A row did not hold what was written last, or was there again after its deletion. */
        LOST_UPDATE,
        /** A count or a sum was not what it must be. */
        WRONG_COUNT
    }
}
