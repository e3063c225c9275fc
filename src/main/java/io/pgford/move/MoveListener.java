package io.pgford.move;

import io.pgford.database.Name;
import java.util.List;

/** Whoever wants to know how a move goes on, and may stop it. Called from the mover's thread. */
public interface MoveListener {
    /** A batch has crossed. */
    void crossed(Crossed batch);

    /** The gate could not be closed, some tries in a row; these sessions hold it open. */
    void blocked(Name table, int tries, List<Holder> holders);

    /** Something went wrong that the mover gets over by itself: it opens new sessions, heals, and goes on. */
    void trouble(Name table, String what);

    /**
     * A batch that had been interrupted was brought to its end.
     *
     * @param apart rows that had come to differ between the two sides; those of {@code old} were set aside
     */
    void healed(Name table, long apart);

    /** Whether to stop. Asked where everything is in order. */
    boolean stopped();

    /**
     * Whether to go on. Asked where nothing is open on either side, so it may take its time over the answer: a move that is
     * paused stands here.
     */
    default boolean goesOn() {
        return !stopped();
    }

    /** The mover rests between two batches. Told again and again while it does. */
    default void resting(Name table, Rest rest) {}

    /**
     * A batch that has crossed.
     *
     * @param gateClosedMillis how long readers were kept out for it
     * @param gateWaitMillis how long the mover had tried to close the gate
     * @param waiting sessions that were seen waiting at the gate
     * @param moved rows of this table that have crossed, in all
     */
    record Crossed(
            Name table,
            long rows,
            long bytes,
            double gateClosedMillis,
            double gateWaitMillis,
            long waiting,
            long moved,
            long rowsAtStart) {}
}
