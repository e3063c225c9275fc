package io.pgford.catalog;

import io.pgford.database.Name;

/**
 * How far a table has crossed, from the ledger.
 *
 * @param rowsAtStart rows on {@code old} when its move began
 * @param moved rows that have left {@code old} by batches
 * @param finished whether {@code old} was seen empty under the lock, and the foreign table detached
 * @param unclean whether a batch has landed and is not known to have left; while a mover is at work, that may be the current one
 * @param moving whether a mover is at work on it now
 */
public record Progress(Name table, long rowsAtStart, long moved, boolean finished, boolean unclean, boolean moving) {}
