package io.pgford.sandbox.worker;

import io.pgford.database.Fault;
import io.pgford.problem.Problem;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** One connection of the application, and the thread that works on it. */
final class Client implements Runnable {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long RECONNECT_AFTER = TimeUnit.MILLISECONDS.toNanos(250);
    private static final int MOST_FAMILIES = 25_000;
    private static final int SETTLE_EVERY = 100;

    private final String who;
    private final Holdings holdings = new Holdings();
    private final SplittableRandom random = new SplittableRandom();
    private final Supplier<Connection> opener;
    private final Turnstile turnstile;
    private final Tally tally;
    private final Meter meter;
    private final Operations operations;
    private final Settlement settlement;
    private final long interval;
    private Optional<Session> session = Optional.empty();
    private volatile boolean connected;
    private long next = System.nanoTime();
    private long done;

    /** @param opener a new connection to the side where the application works now */
    Client(int number, WorkerConfig config, Stock stock, Supplier<Connection> opener, Watch watch) {
        this.who = "client " + number;
        this.opener = opener;
        this.turnstile = watch.turnstile();
        this.tally = watch.tally();
        this.meter = watch.meter();
        this.operations = new Operations(stock, random);
        this.settlement = new Settlement(holdings, tally, who);
        this.interval = config.pace() == 0 ? 0 : SECOND / config.pace();
    }

    /** What watches over all clients. */
    record Watch(Turnstile turnstile, Tally tally, Meter meter) {}

    Holdings holdings() {
        return holdings;
    }

    Settlement settlement() {
        return settlement;
    }

    boolean connected() {
        return connected;
    }

    @Override
    public void run() {
        try {
            while (!turnstile.over()) {
                if (turnstile.closed()) {
                    disconnect();
                    turnstile.pass();
                } else if (session.isEmpty()) {
                    connect();
                } else {
                    step(session.get());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            disconnect();
        }
    }

    private void connect() {
        try {
            session = Optional.of(new Session(opener.get(), tally));
            connected = true;
        } catch (Problem e) {
            tally.error(who, e.what());
            LockSupport.parkNanos(RECONNECT_AFTER);
        }
    }

    private void disconnect() {
        session.ifPresent(Session::close);
        session = Optional.empty();
        connected = false;
    }

    private void step(Session open) {
        Kind kind = holdings.parents() > MOST_FAMILIES ? Kind.REMOVE_PARENT : Kind.random(random);
        boolean wrote = act(open, kind, holdings.take(kind.families(), random));
        if (wrote && !open.broken() && random.nextBoolean()) {
            pace();
            act(open, Kind.READ_BACK, holdings.takeLast());
        }
        if (!open.broken() && ++done % SETTLE_EVERY == 0 && holdings.anyUnsure()) {
            guarded(() -> settlement.settle(open.connection(), false), List.of());
        }
        if (open.broken()) {
            disconnect();
        }
        pace();
    }

    /** One operation and what follows from how it ended. Returns whether it wrote something that can be read back. */
    private boolean act(Session open, Kind kind, List<Family> taken) {
        long begun = System.nanoTime();
        try {
            List<Family> after = operations.perform(kind, open, taken);
            meter.record(kind, System.nanoTime() - begun);
            holdings.give(taken, after);
            return kind.writes() && !after.isEmpty();
        } catch (Anomaly e) {
            tell(open, kind, taken, e.findings());
        } catch (UnknownOutcome e) {
            tally.unsure();
            tally.error(who + ", " + kind.words(), "connection lost at commit: " + e.getMessage());
            holdings.doubt(taken, e.after());
        } catch (SQLException e) {
            tally.error(who + ", " + kind.words(), Fault.plain(e) + " (" + e.getSQLState() + ")");
            holdings.give(taken);
        } catch (RuntimeException e) {
            // A mistake of the worker itself: said, counted, and its rows are no longer judged.
            tally.error(who + ", " + kind.words(), "mistake of the worker: " + e);
            holdings.abandon();
        }
        return false;
    }

    /**
     * What stays wrong is told as it is found then, since a wrong count does not say which rows are missing; what was wrong only
     * for a moment, as it was found first.
     */
    private void tell(Session open, Kind kind, List<Family> taken, List<Finding> first) {
        List<Finding> lasting = new ArrayList<>();
        guarded(() -> lasting.addAll(settlement.recheck(open.connection(), taken)), taken);
        first.stream()
                .filter(finding -> lasting.stream().noneMatch(still -> still.wrong() == finding.wrong()))
                .forEach(finding -> tally.found(finding, who + ", " + kind.words()));
        lasting.forEach(finding -> tally.found(finding, who + ", after " + kind.words()));
    }

    private interface Look {
        void run() throws SQLException;
    }

    private void guarded(Look look, List<Family> otherwise) {
        try {
            look.run();
        } catch (SQLException e) {
            tally.error(who, Fault.plain(e) + " (" + e.getSQLState() + ")");
            holdings.give(otherwise);
        }
    }

    private void pace() {
        if (interval > 0) {
            long now = System.nanoTime();
            next = Math.max(next + interval, now - SECOND);
            if (next > now) {
                LockSupport.parkNanos(next - now);
            }
        }
    }
}
