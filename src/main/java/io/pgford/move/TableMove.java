package io.pgford.move;

import io.pgford.catalog.Progress;
import io.pgford.catalog.Register;
import io.pgford.catalog.RegisterReader;
import io.pgford.catalog.Table;
import io.pgford.catalog.Watermarks;
import io.pgford.database.Name;
import io.pgford.database.Pause;
import io.pgford.database.Rows;
import io.pgford.problem.Problem;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** The move of one table on one set of sessions: from the healing to the end, or to the first error. */
final class TableMove {
    /** A little longer than a server takes to miss a machine that is gone, see {@link SessionSettings}. */
    private static final long OTHERS_SECONDS = 15;

    /** As many as a batch can have had, in any of which the conflict may be. */
    private static final int COMPARED_RANGES = 64;

    private static final long SLICE_MILLIS = 100;

    private final Sessions sessions;
    private final Table table;
    private final Pace pace;
    private final Troubles troubles;
    private final Analysis analysis;
    private final MoveListener listener;
    private final boolean finished;
    private final Gatekeeper keeper;
    private final Batch batch;
    private final Openness openness = new Openness();
    /** Where queries are to be kept from {@code old} by key. */
    private final Optional<Watermark> watermark;
    /** How many of the next ranges are compared with what is on {@code new}. */
    private int comparing;

    private long rowsAtStart;
    private long moved;

    /**
     * Takes the table for this mover, and reads how far it is.
     *
     * @param gatesToClose chosen from what there is
     * @throws Problem where another mover is at work on it, or it does not reach over to {@code old}
     */
    TableMove(
            Sessions sessions,
            Table table,
            long localOid,
            Function<Register, GateSet> gatesToClose,
            Pace pace,
            boolean verify,
            boolean prune,
            Troubles troubles,
            Analysis analysis,
            MoveListener listener)
            throws SQLException {
        this.sessions = sessions;
        this.table = table;
        this.pace = pace;
        this.troubles = troubles;
        this.analysis = analysis;
        this.listener = listener;
        takeLock(localOid);
        // Not before: whoever had the lock until now has changed what is read here.
        Register register = RegisterReader.read(sessions.land());
        sessions.land().rollback();
        this.finished = register.finished(table.name());
        if (!finished) {
            requireAttached(register);
        }
        GateSet gates = gatesToClose.apply(register);
        this.keeper = new Gatekeeper(sessions, table.name(), gates, pace, listener);
        CopyFormat format = CopyFormat.of(sessions.land(), table, localOid);
        sessions.land().rollback();
        if (verify && format == CopyFormat.TEXT) {
            int version = sessions.leaving(
                            leave -> Rows.number(leave, "SELECT pg_catalog.current_setting('server_version_num')::int"))
                    .intValue();
            Verification.requireSameText(table, version);
        }
        this.batch = new Batch(sessions, table, format, gates, keeper, verify);
        readProgress(register.progress().get(table.name()));
        this.watermark = finished || !prune
                ? Optional.empty()
                : Optional.of(new Watermark(
                        sessions,
                        table,
                        register.foreignTables().get(table.name()).name(),
                        moved));
    }

    private void takeLock(long localOid) throws SQLException {
        long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(OTHERS_SECONDS);
        while (!TableLock.take(sessions.land(), localOid)) {
            // After a lost connection it is most likely this mover's own last session, which the server has not missed
            // yet.
            boolean waits = troubles.in() ? !troubles.tooLong() : System.nanoTime() - patience < 0;
            if (!waits || listener.stopped() || !Pause.of(200)) {
                throw otherMover(TableLock.owner(sessions.land(), localOid));
            }
        }
    }

    private Problem otherMover(Optional<TableLock.Owner> owner) {
        return Problem.failed(
                "Another mover is at work on " + table.name()
                        + owner.map(o -> " (pid " + o.pid() + " on new, from " + o.place() + ", last heard "
                                        + o.silent() + " s ago)")
                                .orElse(""),
                "Let it finish, or stop it in the shell it runs in; status shows how far it is."
                        + owner.map(o ->
                                        " If that shell is no more: @new select pg_terminate_backend(" + o.pid() + ");")
                                .orElse(""));
    }

    private void requireAttached(Register register) {
        if (!register.attached(table.name())) {
            throw Problem.failed(
                    "Table " + table.name() + " does not reach over to old, so its rows cannot be moved unseen",
                    "Attach it first: inherit " + table.name());
        }
    }

    private void readProgress(Progress progress) throws SQLException {
        if (progress != null) {
            rowsAtStart = progress.rowsAtStart();
            moved = progress.moved();
            return;
        }
        rowsAtStart = sessions.leaving(leave -> {
            long rows = Rows.number(
                    leave, "SELECT count(*) FROM ONLY " + table.name().sql());
            leave.rollback();
            return rows;
        });
        Ledger.begin(sessions.land(), table.name(), rowsAtStart);
        Baseline.take(sessions, table.name(), rowsAtStart);
        sessions.land().commit();
    }

    /** Heals, then passes over the table until {@code old} is empty; returns false where the listener stopped it before. */
    boolean all() throws SQLException {
        if (finished) {
            // An earlier mover may have died before it could.
            liftWatermark();
            return true;
        }
        if (!healed()) {
            return false;
        }
        List<String> after = Ledger.reached(sessions.land(), table.name());
        sessions.land().rollback();
        Scout scout = sessions.scout(table);
        boolean upwards = true;
        Optional<KeyRange> range = next(after, pace.rows());
        while (listener.goesOn()) {
            if (range.isPresent()) {
                if (comparing > 0) {
                    KeyRange compared = range.get();
                    if (!crossClosed(() -> batch.heal(compared, Batch.Way.COMPARING, pace.watchMillis()))) {
                        return false;
                    }
                    comparing--;
                    after = compared.upto();
                    range = next(after, pace.rows());
                } else {
                    double holds = openness.holds();
                    boolean openly = holds > 0;
                    pace.opens(holds);
                    Course course = new Course(sessions, scout, pace, () -> !listener.moreWanted(), range.get());
                    boolean crossed =
                            openly ? crossOpenly(course) : crossClosed(() -> batch.cross(course, pace.watchMillis()));
                    range = course.following();
                    if (openly) {
                        openness.was(crossed);
                    } else if (!crossed) {
                        return false;
                    }
                    if (!crossed) {
                        pace.disturbed();
                        range = next(after, pace.rows());
                        continue;
                    }
                    after = course.whole().upto();
                    if (upwards && watermark.isPresent() && range.isPresent()) {
                        watermark.get().offer(after, moved, rowsAtStart);
                    }
                }
            } else if (!after.isEmpty()) {
                // The application may have changed keys to lower ones meanwhile: once more from the start.
                upwards = false;
                after = List.of();
                range = next(after, pace.rows());
            } else if (finish()) {
                return true;
            } else {
                range = next(after, pace.rows());
            }
        }
        return false;
    }

    private void liftWatermark() throws SQLException {
        sessions.leaving(leave -> Watermark.lift(leave, table.name()));
    }

    /** Lets the next ranges compare rows that are on both sides, where an interrupted batch can have left them there. */
    boolean compares() throws SQLException {
        boolean healed = Ledger.healed(sessions.land(), table.name());
        sessions.land().rollback();
        comparing = healed ? COMPARED_RANGES : 0;
        return healed;
    }

    private Optional<KeyRange> next(List<String> after, int rows) throws SQLException {
        return next(KeyRange.above(after), rows);
    }

    private Optional<KeyRange> next(KeyRange within, int rows) throws SQLException {
        return sessions.leaving(leave -> {
            Optional<KeyRange> range = BatchFinder.next(leave, table, within, rows);
            leave.rollback();
            return range;
        });
    }

    /** Brings interrupted batches to their end; returns false where the listener stopped it before that. */
    boolean healed() throws SQLException {
        List<Ledger.Unclean> unclean = Ledger.unclean(sessions.land(), table.name());
        sessions.land().rollback();
        for (Ledger.Unclean left : unclean) {
            long apart = 0;
            Optional<KeyRange> part = next(left.range(), pace.rows());
            while (part.isPresent()) {
                KeyRange range = part.get();
                Optional<Batch.Done> done = closed(() -> batch.heal(range, Batch.Way.HEALING, pace.watchMillis()));
                if (done.isEmpty()) {
                    return false;
                }
                Batch.Landed landed = done.get().landed();
                apart += landed.apart();
                pace.landed(landed.sent(), landed.pumped().bytes(), done.get().landingMillis());
                part = next(new KeyRange(range.upto(), left.range().upto()), pace.rows());
            }
            Ledger.left(sessions.land(), left.id(), 0);
            listener.healed(table.name(), apart);
        }
        return true;
    }

    /** What crosses behind closed gates. */
    @FunctionalInterface
    private interface Crossing {
        Batch.Done run() throws SQLException;
    }

    /** Closes the gates and lets a batch cross; false where the listener stopped it before they were closed. */
    private boolean crossClosed(Crossing crossing) throws SQLException {
        return closed(crossing).isPresent();
    }

    private Optional<Batch.Done> closed(Crossing crossing) throws SQLException {
        FaultPoint.BEFORE_LOCK.pass();
        long asked = System.nanoTime();
        if (!keeper.closeGates()) {
            return Optional.empty();
        }
        double waited = (System.nanoTime() - asked) / 1e6;
        sessions.expectWords(true);
        Batch.Done done = crossing.run();
        crossed(done, waited);
        return Optional.of(done);
    }

    /** Lets a batch cross that closes the gates only for its end; false where it was rolled back. */
    private boolean crossOpenly(Course course) throws SQLException {
        FaultPoint.BEFORE_LOCK.pass();
        sessions.expectWords(true);
        Optional<Batch.Done> done = batch.crossOpenly(course, pace.watchMillis());
        sessions.expectWords(false);
        if (done.isPresent()) {
            crossed(done.get(), 0);
        }
        return done.isPresent();
    }

    private void crossed(Batch.Done done, double gateWaitMillis) throws SQLException {
        sessions.expectWords(false);
        Ledger.left(sessions.land(), done.id(), done.gateClosedMillis());
        CopyPump.Pumped pumped = done.landed().pumped();
        moved += pumped.rows();
        troubles.over();
        boolean waited = done.waitedMillis() > 0;
        analysis.landed(moved, waited);
        listener.crossed(new MoveListener.Crossed(
                table.name(),
                pumped.rows(),
                pumped.bytes(),
                done.gateClosedMillis(),
                done.waitedMillis(),
                gateWaitMillis,
                done.waiting(),
                moved,
                rowsAtStart));
        rest(pace.after(pumped, done.gateClosedMillis() - done.landingMillis(), done.waitedMillis()));
    }

    /** In slices, since the operator may think otherwise meanwhile. */
    private void rest(long dutyMillis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(dutyMillis);
        boolean goesOn = true;
        while (goesOn) {
            Rest rest = pace.rest(TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()));
            if (rest.millis() == 0) {
                return;
            }
            listener.resting(table.name(), rest);
            goesOn = Pause.of(Math.min(SLICE_MILLIS, rest.millis())) && listener.goesOn();
        }
    }

    /** Detaches the foreign table, if {@code old} is empty while nobody can reach it. */
    private boolean finish() throws SQLException {
        Connection lock = sessions.lock();
        Name remote = RegisterReader.read(sessions.land())
                .foreignTables()
                .get(table.name())
                .name();
        sessions.land().rollback();
        String detach = "ALTER FOREIGN TABLE " + remote.sql() + " NO INHERIT "
                + table.name().sql();
        String forget = "ALTER FOREIGN TABLE " + remote.sql() + " DROP CONSTRAINT IF EXISTS " + Watermarks.CONSTRAINT;
        if (!keeper.close(millis -> {
            Rows.run(lock, "SET LOCAL lock_timeout = " + millis);
            Rows.run(lock, detach);
            // It goes before that on old, which alone makes it true.
            Rows.run(lock, forget);
        })) {
            return false;
        }
        sessions.expectWords(true);
        // By the index, as the search for a batch: the table itself is nothing but dead rows now, and may be large.
        boolean rows = next(List.of(), 1).isPresent();
        if (rows) {
            lock.rollback();
        } else {
            Ledger.finished(lock, table.name());
            lock.commit();
            FaultPoint.FINISHED.pass();
            liftWatermark();
        }
        sessions.expectWords(false);
        if (!rows) {
            keeper.releaseNeedless();
        }
        return !rows;
    }
}
