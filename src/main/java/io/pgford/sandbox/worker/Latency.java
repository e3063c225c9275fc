package io.pgford.sandbox.worker;

/**
 * How long operations took, repetitions after a conflict included. Precise to 1 %.
 *
 * @param what the kind of operation, or {@code all}
 * @param seconds the time the operations were counted over
 */
public record Latency(String what, long operations, double seconds, double p50Ms, double p99Ms, double maxMs) {
    /** Operations in a second. */
    public double rate() {
        return seconds <= 0 ? 0 : operations / seconds;
    }
}
