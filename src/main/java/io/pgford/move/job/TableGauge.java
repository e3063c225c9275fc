package io.pgford.move.job;

import io.pgford.move.MoveListener;

/** What a job knows of one of its tables. */
final class TableGauge {
    private final TableTask task;
    private final GateTimes gate = new GateTimes();
    private long total;
    private long moved;
    private long rows;
    private long waited;
    private boolean active;
    private boolean finished;

    TableGauge(TableTask task) {
        this.task = task;
        this.total = task.total();
        this.moved = task.moved();
    }

    void crossed(MoveListener.Crossed batch) {
        gate.add(batch.gateClosedMillis());
        total = batch.rowsAtStart();
        moved = batch.moved();
        rows += batch.rows();
        waited += batch.waiting();
    }

    void active(boolean now) {
        active = now;
    }

    boolean active() {
        return active;
    }

    void finish() {
        finished = true;
    }

    String shown() {
        return task.table().name().shown();
    }

    long moved() {
        return moved;
    }

    /** Rows in all; once it is finished, as many as have crossed. */
    long total() {
        return finished ? moved : Math.max(total, moved);
    }

    TableResult result() {
        return new TableResult(
                task.table().name(),
                rows,
                gate.batches(),
                gate.percentile(0.5),
                gate.percentile(0.99),
                waited,
                Math.max(0, total() - moved),
                finished);
    }
}
