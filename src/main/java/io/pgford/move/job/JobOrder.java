package io.pgford.move.job;

import io.pgford.move.MoveSettings;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a job is to do.
 *
 * @param tables in the order in which they begin
 * @param verify whether each batch is read back and compared before it is committed
 * @param prune whether queries for keys that have crossed are kept from {@code old}
 * @param sideBySide how many tables may move at the same time
 * @param until when to stop at the next safe point
 */
public record JobOrder(
        List<TableTask> tables,
        MoveSettings settings,
        boolean verify,
        boolean prune,
        int sideBySide,
        Optional<Instant> until,
        boolean background) {
    public JobOrder {
        tables = List.copyOf(tables);
    }

    /** The tables as people read them. */
    public List<String> shown() {
        return tables.stream().map(t -> t.table().name().shown()).toList();
    }
}
