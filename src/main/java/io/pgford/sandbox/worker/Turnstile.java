package io.pgford.sandbox.worker;

import java.time.Duration;

/** Where the clients pass between two operations, and wait while it is closed. */
final class Turnstile {
    private final int clients;
    private int waiting;
    private boolean closed;
    private boolean over;

    Turnstile(int clients) {
        this.clients = clients;
    }

    synchronized boolean closed() {
        return closed;
    }

    /** Whether the clients may go home. */
    synchronized boolean over() {
        return over;
    }

    /** Called by a client that holds no connection: waits until it is open again. */
    synchronized void pass() throws InterruptedException {
        waiting++;
        notifyAll();
        try {
            while (closed) {
                wait();
            }
        } finally {
            waiting--;
        }
    }

    /**
     * Closes it and waits until every client stands before it.
     *
     * @return the number of clients that have not come in that time; when there are any it stays closed
     */
    synchronized int close(Duration atMost) throws InterruptedException {
        closed = true;
        long until = System.nanoTime() + atMost.toNanos();
        while (waiting < clients) {
            long left = (until - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                break;
            }
            wait(left);
        }
        return clients - waiting;
    }

    synchronized void open() {
        closed = false;
        notifyAll();
    }

    /** Opens it for the last time. */
    synchronized void end() {
        over = true;
        open();
    }
}
