package io.pgford.move.job;

import io.pgford.database.Connections;
import io.pgford.move.Mover;
import io.pgford.move.Steering;
import io.pgford.problem.Exit;
import io.pgford.problem.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** A job of this process: moves its tables on threads of its own, some side by side, until they are on {@code new} or it is stopped. */
public final class JobRun {
    private final Connections connections;
    private final JobOrder order;
    private final Steering steering;
    private final JobMonitor monitor;
    private final JobBoard board;
    private final Queue<TableTask> waiting;
    private final List<Mover> movers = new CopyOnWriteArrayList<>();
    private final AtomicReference<Problem> failure = new AtomicReference<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile boolean aborted;

    private JobRun(Connections connections, JobOrder order, Consumer<String> say) {
        this.connections = connections;
        this.order = order;
        this.steering = new Steering(order.settings(), order.verify(), order.prune());
        this.monitor = new JobMonitor(order, steering, say);
        this.waiting = new ConcurrentLinkedQueue<>(order.tables());
        this.board = JobBoard.enter(connections, order, monitor, steering);
    }

    /**
     * Begins a job.
     *
     * @param connections the job's own: closed with it
     * @param say told what is worth a line of its own, from the job's threads
     * @param ended told when it is over
     * @throws Problem where another living job has one of the tables, or {@code new} cannot be reached; nothing is begun then
     */
    public static JobRun start(Connections connections, JobOrder order, Consumer<String> say, Consumer<JobRun> ended) {
        JobRun job = new JobRun(connections, order, say);
        Thread thread = new Thread(() -> job.work(ended), "move job " + job.id());
        thread.setDaemon(true);
        thread.start();
        return job;
    }

    private void work(Consumer<JobRun> ended) {
        List<Thread> threads = new ArrayList<>();
        try {
            for (int i = 0; i < Math.min(order.sideBySide(), order.tables().size()); i++) {
                Thread thread = new Thread(this::tables, "move " + board.id() + "." + i);
                thread.setDaemon(true);
                thread.start();
                threads.add(thread);
            }
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            monitor.ended(end());
            board.leave(problem().map(Problem::what).orElse(""));
            connections.close();
            try {
                ended.accept(this);
            } finally {
                over.countDown();
            }
        }
    }

    private void tables() {
        for (TableTask task = waiting.poll(); task != null; task = waiting.poll()) {
            if (!monitor.goesOn() || !table(task)) {
                return;
            }
        }
    }

    private boolean table(TableTask task) {
        Mover mover = new Mover(connections, steering, monitor, task.table(), task.localOid());
        movers.add(mover);
        if (aborted) {
            return false;
        }
        boolean finished = false;
        monitor.begins(task.table().name());
        try {
            finished = mover.run();
        } catch (Problem e) {
            fail(e);
        } catch (OutOfMemoryError e) {
            fail(outOfMemory(task, e));
        } catch (RuntimeException | Error e) {
            fail(Problem.failed("pgford itself failed: " + e, "Please report it, with its log.", e));
        } finally {
            monitor.leaves(task.table().name(), finished);
            movers.remove(mover);
        }
        return finished;
    }

    /** A row is the least that can cross at once, so a heap that does not hold the widest one is too small. */
    private static Problem outOfMemory(TableTask task, OutOfMemoryError error) {
        String table = task.table().name().toString();
        return Problem.failed(
                String.format(
                        Locale.ROOT,
                        "A row of %s does not fit into the %,d MB of memory that this shell may use",
                        table,
                        Runtime.getRuntime().maxMemory() / 1024 / 1024),
                "Nothing of this batch has moved. Start the shell with more: PGFORD_JAVA_OPTS=-Xmx2g scripts/pgford …, then move "
                        + table,
                error);
    }

    /** The others come to their end after their batch. */
    private void fail(Problem problem) {
        failure.compareAndSet(null, problem);
        monitor.wish(JobWish.STOP);
    }

    private JobState end() {
        if (problem().isPresent()) {
            return problem().get().exit() == Exit.INTERRUPTED ? JobState.STOPPED : JobState.FAILED;
        }
        return results().stream().allMatch(TableResult::finished) ? JobState.FINISHED : JobState.STOPPED;
    }

    /** Its number. */
    public int id() {
        return board.id();
    }

    public JobOrder order() {
        return order;
    }

    /** How far it is. */
    public JobNow now() {
        return monitor.now();
    }

    public List<TableResult> results() {
        return monitor.results();
    }

    /** Comes to an end after the current batch. May be asked again. */
    public void stop() {
        monitor.wish(JobWish.STOP);
    }

    /** Whether it was asked to stop; then it is not paused any more. */
    public boolean stopping() {
        return monitor.wish() == JobWish.STOP;
    }

    /** Whether it stopped since its hour had come. */
    public boolean late() {
        return monitor.late();
    }

    /** Comes to an end at once: its sessions are cut, and what was under way is to be healed. */
    public void abort() {
        aborted = true;
        stop();
        movers.forEach(Mover::abort);
    }

    public boolean isOver() {
        return over.getCount() == 0;
    }

    /** Waits until it is over, for so long at most; returns whether it is. */
    public boolean await(Duration longest) {
        try {
            return over.await(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return isOver();
        }
    }

    /** Why it failed, or was stopped at once. */
    public Optional<Problem> problem() {
        return Optional.ofNullable(failure.get());
    }
}
