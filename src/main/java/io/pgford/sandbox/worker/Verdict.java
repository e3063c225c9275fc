package io.pgford.sandbox.worker;

import java.util.List;

/**
 * What the worker has seen go wrong. A fault that a row keeps is counted when it is seen, and from then on nothing is expected
 * of that row.
 *
 * @param missing rows that were written and were not there
 * @param doubled rows that were there more than once
 * @param lostUpdates updates that were confirmed and then not found
 * @param wrongCounts counts and sums that came out wrong
 * @param errors operations that failed for another reason than a conflict, and connections lost
 * @param retries transactions run again after a serialization failure or a deadlock, as PostgreSQL asks applications to; no fault
 * @param unsure transactions whose commit was never answered, so that either outcome is right; no fault
 * @param messages the first few, in the order they came
 */
public record Verdict(
        long missing,
        long doubled,
        long lostUpdates,
        long wrongCounts,
        long errors,
        long retries,
        long unsure,
        List<String> messages) {
    public Verdict {
        messages = List.copyOf(messages);
    }

    /** Whether nothing went wrong. */
    public boolean clean() {
        return missing + doubled + lostUpdates + wrongCounts + errors == 0;
    }
}
