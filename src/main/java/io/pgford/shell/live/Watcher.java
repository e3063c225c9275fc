package io.pgford.shell.live;

import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.IntFunction;

/** Looks again and again, in a thread of its own. */
public final class Watcher implements AutoCloseable {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");

    private final Duration every;
    private final IntFunction<List<String>> look;
    private final Thread thread;
    private volatile Look latest = new Look(List.of(), "");
    private volatile int width;
    private volatile boolean paused;
    private boolean due;

    /**
     * Begins to look.
     *
     * @param every between the end of one look and the beginning of the next
     * @param width columns to begin with
     * @param look gives the lines for so many columns; what it throws ends the looking
     */
    public Watcher(Duration every, int width, IntFunction<List<String>> look) {
        this.every = every;
        this.width = width;
        this.look = look;
        this.thread = new Thread(this::run, "watch");
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try {
            while (true) {
                if (!paused) {
                    List<String> lines = look.apply(width);
                    latest = new Look(
                            lines, LocalTime.now(ZoneId.systemDefault()).format(CLOCK));
                }
                rest();
            }
        } catch (InterruptedException e) {
            // Closed.
        }
    }

    private synchronized void rest() throws InterruptedException {
        long end = System.nanoTime() + every.toNanos();
        while (!due && end - System.nanoTime() > 0) {
            wait(Math.max(1, (end - System.nanoTime()) / 1_000_000));
        }
        due = false;
    }

    Look latest() {
        return latest;
    }

    boolean paused() {
        return paused;
    }

    /** Stands still, or goes on. */
    void pause() {
        paused = !paused;
        now();
    }

    /** Looks at once. */
    synchronized void now() {
        due = true;
        notifyAll();
    }

    /** The terminal has another width now. */
    void width(int columns) {
        if (columns != width) {
            width = columns;
            now();
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
