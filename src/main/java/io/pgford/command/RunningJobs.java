package io.pgford.command;

import io.pgford.database.Connections;
import io.pgford.database.Pair;
import io.pgford.database.Pause;
import io.pgford.move.job.Job;
import io.pgford.move.job.JobOrder;
import io.pgford.move.job.JobRun;
import io.pgford.problem.Exit;
import io.pgford.problem.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The jobs that this run of pgford has begun and that have not come to their end. When it ends, they stop after their batch. */
public final class RunningJobs implements AutoCloseable {
    /** A batch takes a fraction of a second; whoever waits longer is held up by the servers, and dying is safe as well. */
    private static final Duration LONGEST_END = Duration.ofSeconds(30);

    private static final long LOOK_MILLIS = 20;

    private final List<JobRun> running = new CopyOnWriteArrayList<>();
    private final Set<Integer> begun = ConcurrentHashMap.newKeySet();
    private volatile Consumer<String> announcer = line -> {};
    private volatile boolean failed;
    private boolean hooked;

    /** Where lines about background jobs go, from their threads. */
    public void announceTo(Consumer<String> where) {
        announcer = where;
    }

    /** Begins a job on this pair, with connections of its own, so that it does not mind when the shell turns to another. */
    JobRun start(Pair pair, JobOrder order, Consumer<String> say) {
        stopAtTheEndOfTheProcess();
        Connections connections = new Connections(pair);
        try {
            JobRun job = JobRun.start(connections, order, say, this::ended);
            begun.add(job.id());
            running.add(job);
            if (job.isOver()) {
                running.remove(job);
            }
            return job;
        } catch (Problem e) {
            connections.close();
            throw e;
        }
    }

    /** Begins a job that tells of itself where {@link #announceTo} said. */
    JobRun startInBackground(Pair pair, JobOrder order) {
        return start(pair, order, line -> announcer.accept(line));
    }

    private void ended(JobRun job) {
        if (job.order().background()) {
            boolean wrong =
                    job.problem().filter(p -> p.exit() != Exit.INTERRUPTED).isPresent();
            failed = failed || wrong;
            announcer.accept(MoveAnswer.inOneLine(job));
        }
        // Not before: whoever waits for the last of them asks next whether one has failed.
        running.remove(job);
    }

    /** Those that are at work. */
    public List<JobRun> living() {
        return running.stream().filter(job -> !job.isOver()).toList();
    }

    /** Whether a job that {@code new} lists is one of this run of pgford. */
    boolean began(Job job) {
        return begun.contains(job.id()) && job.pid() == ProcessHandle.current().pid();
    }

    /** Whether a job in the background has failed. */
    public boolean failed() {
        return failed;
    }

    /** Lets all of them come to their end after their current batch. */
    public void stopAll() {
        running.forEach(JobRun::stop);
    }

    /** Ends all of them at once. */
    public void abortAll() {
        running.forEach(JobRun::abort);
    }

    /** Waits until none is at work, for so long at most; returns whether none is. */
    public boolean await(Duration longest) {
        long end = System.nanoTime() + longest.toNanos();
        while (!running.isEmpty()) {
            if (System.nanoTime() - end > 0 || !Pause.of(LOOK_MILLIS)) {
                return false;
            }
        }
        return true;
    }

    /** In a few words, who is at work: {@code job 3 (parent, child)}. */
    public Optional<String> shown() {
        return living().stream()
                .map(job -> String.format(
                        Locale.ROOT,
                        "job %d (%s)",
                        job.id(),
                        job.order().tables().size() > 3
                                ? job.order().tables().size() + " tables"
                                : String.join(", ", job.order().shown())))
                .reduce((a, b) -> a + ", " + b);
    }

    /** SIGTERM, and SIGHUP from a closed terminal: a batch is brought to its end before the process goes. */
    private synchronized void stopAtTheEndOfTheProcess() {
        if (!hooked) {
            hooked = true;
            Runtime.getRuntime().addShutdownHook(new Thread(this::close, "stop jobs"));
        }
    }

    @Override
    public void close() {
        stopAll();
        await(LONGEST_END);
    }
}
