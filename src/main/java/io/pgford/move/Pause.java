package io.pgford.move;

/** A rest of the mover's thread. */
final class Pause {
    private Pause() {}

    /** Rests; returns false where the thread was interrupted and should come to its end. */
    static boolean of(long millis) {
        try {
            Thread.sleep(Math.max(0, millis));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
