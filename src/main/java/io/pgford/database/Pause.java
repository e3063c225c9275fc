package io.pgford.database;

/** A rest of a thread that can be told to come to its end. */
public final class Pause {
    private Pause() {}

    /** Rests; returns false where the thread was interrupted and should come to its end. */
    public static boolean of(long millis) {
        try {
            Thread.sleep(Math.max(0, millis));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
