package io.pgford.move.job;

import java.util.OptionalLong;

/**
 * How far a job is.
 *
 * @param table that moves now, as people read it; several where they move side by side; may be empty
 * @param rows of its tables that have crossed, by the ledger, also in earlier moves
 * @param total rows of its tables, counted or estimated; may turn out too small
 * @param rowsPerSecond over the last seconds
 * @param gateP50Millis how long the gate was closed for a batch, the median of the last thousands; 0 before the first
 * @param waiting sessions that were seen waiting at the gate for the last batch
 * @param why it is slow, in a few words; empty where it is not
 */
public record JobNow(
        JobState state,
        String table,
        long rows,
        long total,
        double rowsPerSecond,
        double gateP50Millis,
        double gateP99Millis,
        long waiting,
        String why) {
    /** Never above 100, and 100 only at the end: the application may have inserted rows on {@code old} after they were counted. */
    public long percent() {
        return percent(state == JobState.FINISHED, rows, total);
    }

    /** Seconds to the end at this speed; empty where nothing moves or all that was counted has crossed. */
    public OptionalLong secondsLeft() {
        return state.ended() || rowsPerSecond < 0.01 || total <= rows
                ? OptionalLong.empty()
                : OptionalLong.of((long) Math.ceil((total - rows) / rowsPerSecond));
    }

    private static long percent(boolean finished, long rows, long total) {
        if (finished) {
            return 100;
        }
        long all = Math.max(rows, total);
        return all == 0 ? 0 : Math.min(99, (long) (100.0 * rows / all));
    }
}
