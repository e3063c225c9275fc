package io.pgford.move.job;

import io.pgford.database.Name;
import io.pgford.move.Holder;
import io.pgford.move.MoveListener;
import io.pgford.move.Rest;
import io.pgford.move.Steering;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Listens to the movers of a job: knows how far it is, and lets them stand or stop as the operator wishes. */
final class JobMonitor implements MoveListener {
    private static final long LONGEST_STAND_MILLIS = 200;

    private final Map<Name, TableGauge> tables = new LinkedHashMap<>();
    private final Optional<Instant> until;
    private final GateTimes gate = new GateTimes();
    private final Window window = new Window(System.nanoTime());
    private final Reasons reasons;
    private final Blockers blockers;
    private final Consumer<String> say;
    private JobWish wish = JobWish.RUN;
    private Optional<JobState> end = Optional.empty();
    private int standing;
    private long waiting;

    /** @param say told what is worth a line of its own */
    JobMonitor(JobOrder order, Steering steering, Consumer<String> say) {
        order.tables().forEach(task -> tables.put(task.table().name(), new TableGauge(task)));
        this.until = order.until();
        this.reasons = new Reasons(steering);
        this.blockers = new Blockers(say);
        this.say = say;
    }

    synchronized void wish(JobWish wanted) {
        // A stop is not taken back: some of its tables may have ended already.
        if (wish != JobWish.STOP) {
            wish = wanted;
            notifyAll();
        }
    }

    synchronized JobWish wish() {
        return wish;
    }

    synchronized boolean isOver() {
        return end.isPresent();
    }

    synchronized void ended(JobState state) {
        end = Optional.of(state);
        notifyAll();
    }

    /** Whether the hour has come at which the job is to stop. */
    boolean late() {
        return until.isPresent() && !Instant.now().isBefore(until.get());
    }

    @Override
    public synchronized boolean stopped() {
        return wish == JobWish.STOP || late();
    }

    @Override
    public synchronized boolean goesOn() {
        standing++;
        try {
            while (wish == JobWish.PAUSE && !late()) {
                wait(LONGEST_STAND_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            standing--;
        }
        return !stopped();
    }

    synchronized void begins(Name table) {
        tables.get(table).active(true);
    }

    synchronized void leaves(Name table, boolean finished) {
        TableGauge gauge = tables.get(table);
        gauge.active(false);
        if (finished) {
            gauge.finish();
        }
    }

    @Override
    public synchronized void crossed(Crossed batch) {
        tables.get(batch.table()).crossed(batch);
        gate.add(batch.gateClosedMillis());
        waiting = batch.waiting();
        window.add(reasons.crossed(batch, System.nanoTime()));
    }

    @Override
    public synchronized void resting(Name table, Rest rest) {
        reasons.resting(rest, System.nanoTime());
    }

    @Override
    public synchronized void blocked(Name table, int tries, List<Holder> holders) {
        reasons.blocked(holders);
        blockers.tell(table, holders);
    }

    @Override
    public synchronized void trouble(Name table, String what) {
        reasons.trouble(what);
        say.accept(table + ": " + what + "\n  Opening new sessions, healing what is under way, and going on.");
    }

    @Override
    public synchronized void healed(Name table, long apart) {
        say.accept(table + ": an interrupted batch was brought to its end.");
        if (apart > 0) {
            say.accept(String.format(
                    Locale.ROOT,
                    "%s: %,d of its rows had come to differ between the two sides. Those of new stay, those of old are kept"
                            + " for you to compare: @new select * from pgford.set_aside;",
                    table,
                    apart));
        }
    }

    synchronized JobNow now() {
        long now = System.nanoTime();
        return new JobNow(
                state(now),
                tables.values().stream()
                        .filter(TableGauge::active)
                        .map(TableGauge::shown)
                        .collect(Collectors.joining(", ")),
                tables.values().stream().mapToLong(TableGauge::moved).sum(),
                tables.values().stream().mapToLong(TableGauge::total).sum(),
                end.isPresent() || isPaused() ? 0 : window.rowsPerSecond(now),
                gate.percentile(0.5),
                gate.percentile(0.99),
                waiting,
                end.isPresent() ? "" : why(now));
    }

    private boolean isPaused() {
        long active = tables.values().stream().filter(TableGauge::active).count();
        return wish == JobWish.PAUSE && active > 0 && standing == active;
    }

    private JobState state(long now) {
        return end.orElseGet(() -> isPaused() ? JobState.PAUSED : reasons.state(now));
    }

    private String why(long now) {
        return switch (wish) {
            case STOP -> "stopping after this batch";
            case PAUSE -> isPaused() ? "" : "pausing after this batch";
            case RUN -> reasons.why(now, window, gate.percentile(0.5));
        };
    }

    synchronized List<TableResult> results() {
        return tables.values().stream().map(TableGauge::result).toList();
    }
}
