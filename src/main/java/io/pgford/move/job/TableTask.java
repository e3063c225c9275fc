package io.pgford.move.job;

import io.pgford.catalog.Table;

/**
 * One table of a job.
 *
 * @param table as {@code old} has it
 * @param localOid of the table of the same name on {@code new}
 * @param total rows at the start: by the ledger where its move has begun, else estimated
 * @param moved rows that crossed in earlier moves
 */
public record TableTask(Table table, long localOid, long total, long moved) {}
