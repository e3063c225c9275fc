package io.pgford.database;

/**
 * The sequence 1 1 2 1 1 2 4 …, for tries of which nobody knows how long they have to be: never much worse than knowing it
 * (Luby, Sinclair and Zuckerman, "Optimal speedup of Las Vegas algorithms", 1993).
 */
public final class Luby {
    private Luby() {}

    /** The n-th number, counted from 1. */
    public static long number(long n) {
        long power = Long.highestOneBit(n + 1);
        return n + 1 == power ? power / 2 : number(n + 1 - power);
    }
}
