package io.pgford.crossing;

import io.pgford.database.Connections;
import io.pgford.database.LockRetry;
import io.pgford.database.Rows;
import io.pgford.database.Side;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a step would do now: the statements that are missing for it to be done, in order. Empty where it is done. A dry run shows
 * exactly what {@link #apply} would run.
 *
 * @param notes what the operator should know besides
 */
public record Plan(List<Change> changes, List<String> notes) {
    public Plan {
        changes = List.copyOf(changes);
        notes = List.copyOf(notes);
        if (changes.stream().map(Change::side).distinct().count() > 1) {
            throw new IllegalArgumentException("a plan changes one side, so that it is one transaction");
        }
    }

    public static Plan of(List<Change> changes) {
        return new Plan(changes, List.of());
    }

    /** This plan, and another after it. */
    public Plan and(Plan other) {
        return new Plan(
                Stream.concat(changes.stream(), other.changes.stream()).toList(),
                Stream.concat(notes.stream(), other.notes.stream()).toList());
    }

    /** The same with more to know. */
    public Plan noting(List<String> more) {
        return and(new Plan(List.of(), more));
    }

    public boolean isEmpty() {
        return changes.isEmpty();
    }

    /**
     * Runs all of it in one transaction, or none of it. Waits for locks in short tries, see {@link LockRetry}.
     *
     * @throws io.pgford.problem.Problem where a statement fails; nothing is changed then
     */
    public void apply(Connections connections) {
        if (changes.isEmpty()) {
            return;
        }
        Side side = changes.get(0).side();
        LockRetry.inTransaction(connections, side, connection -> {
            for (Change change : changes) {
                Rows.run(connection, change.sql());
            }
            return true;
        });
    }
}
