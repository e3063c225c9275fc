package io.pgford.move;

import io.pgford.database.Pause;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;

/**
 * The ranges that one batch takes across: the first, and then more behind the same closed gates, for as long as nobody waits at
 * them and the pace allows it. So {@code --hold} bounds how long anybody has to wait, and not how long gates are closed where nobody comes.
 * While one range crosses, the scout looks for the next.
 */
final class Course {
    private static final long SCOUT_MILLIS = 1;

    private final Sessions sessions;
    private final Scout scout;
    private final Pace pace;
    private final BooleanSupplier stopped;
    private final KeyRange first;
    private KeyRange last;
    private FutureTask<Optional<KeyRange>> search;

    /**
     * A course that begins with a range; the search for what follows begins now.
     *
     * @param stopped whether the mover is to stop
     */
    Course(Sessions sessions, Scout scout, Pace pace, BooleanSupplier stopped, KeyRange first) {
        this.sessions = sessions;
        this.scout = scout;
        this.pace = pace;
        this.stopped = stopped;
        this.first = first;
        this.last = first;
        this.search = scout.ahead(first.upto(), pace.rows());
    }

    KeyRange first() {
        return first;
    }

    /** The one taken last. */
    KeyRange last() {
        return last;
    }

    /** From the first range to the last one taken. */
    KeyRange whole() {
        return new KeyRange(first.after(), last.upto());
    }

    /**
     * The range that may follow in the same batch.
     *
     * @param closedMillis how long the gates have been closed
     */
    Optional<KeyRange> more(GateWatch watch, double closedMillis) throws SQLException {
        while (pace.goesOn(closedMillis) && !watch.sees() && !stopped.getAsBoolean()) {
            if (search.isDone()) {
                Optional<KeyRange> next = sessions.found(search);
                next.ifPresent(range -> {
                    last = range;
                    search = scout.ahead(range.upto(), pace.rows());
                });
                return next;
            }
            // Its pages are not in the cache yet; meanwhile somebody may come.
            Pause.of(SCOUT_MILLIS);
        }
        return Optional.empty();
    }

    /** A range has landed. */
    void landed(CopyPump.Pumped range, double millis) {
        pace.landed(range.rows(), range.bytes(), millis);
    }

    /** Where the next batch begins; empty where nothing is left above this one. */
    Optional<KeyRange> following() throws SQLException {
        return sessions.found(search);
    }
}
