package io.pgford.command;

import io.pgford.database.Pair;
import io.pgford.move.job.JobOrder;
import io.pgford.move.job.JobRun;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A job that the operator watches: its line on the screen, and Ctrl-C. */
final class ForegroundMove {
    private static final Duration PERIOD = Duration.ofMillis(150);

    private final Run run;
    private final JobRun job;
    private final Queue<String> said = new ConcurrentLinkedQueue<>();
    private final AtomicInteger presses = new AtomicInteger();

    private ForegroundMove(RunningJobs jobs, Pair pair, JobOrder order, Run run) {
        this.run = run;
        this.job = jobs.start(pair, order, said::add);
    }

    /** Runs a job to its end; once Ctrl-C stops it after the current batch, twice at once. */
    static JobRun watch(RunningJobs jobs, Pair pair, JobOrder order, Run run) {
        return new ForegroundMove(jobs, pair, order, run).toItsEnd();
    }

    private JobRun toItsEnd() {
        Run.Hook hook = run.onInterrupt(this::pressed);
        try {
            boolean over;
            do {
                over = job.await(PERIOD);
                if (run.interrupted() && presses.get() == 0) {
                    pressed();
                }
                tell();
                run.progress(MoveLine.of(job.now()));
            } while (!over);
            return job;
        } finally {
            hook.close();
            run.progress("");
        }
    }

    private void tell() {
        for (String line = said.poll(); line != null; line = said.poll()) {
            run.say(line);
        }
    }

    private void pressed() {
        switch (presses.incrementAndGet()) {
            case 1 -> {
                job.stop();
                said.add("Stopping after this batch. Ctrl-C again: at once, and what is under way is healed later.");
            }
            case 2 -> {
                said.add("Stopping at once.");
                job.abort();
            }
            default -> {}
        }
    }
}
