package io.pgford.move.job;

import io.pgford.database.Name;

/**
 * What a job has done to a table.
 *
 * @param rows that crossed in this job
 * @param gateP50Millis how long the gate was closed for a batch; 0 where there was none
 * @param waited sessions that were seen waiting at the gate, in all
 * @param left rows that are still on {@code old}, by what was counted at the start
 */
public record TableResult(
        Name table,
        long rows,
        long batches,
        double gateP50Millis,
        double gateP99Millis,
        long waited,
        long left,
        boolean finished) {}
