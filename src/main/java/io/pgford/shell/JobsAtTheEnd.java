package io.pgford.shell;

import io.pgford.command.Run;
import io.pgford.command.RunningJobs;
import io.pgford.problem.Exit;
import io.pgford.shell.print.Cells;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** The end of a run: what still moves in the background is waited for. */
final class JobsAtTheEnd {
    private static final Duration LOOK = Duration.ofMillis(200);

    private final RunningJobs jobs;
    private final Interrupt interrupt;
    private final Console console;

    JobsAtTheEnd(RunningJobs jobs, Interrupt interrupt, Console console) {
        this.jobs = jobs;
        this.interrupt = interrupt;
        this.console = console;
    }

    /**
     * Waits until no job is at work; Ctrl-C stops them after their batch, a second one at once.
     *
     * @param exit how the run went so far
     * @return the same; but that a job has failed, where all else went well
     */
    Exit await(Exit exit) {
        jobs.shown().ifPresent(shown -> {
            if (exit == Exit.INTERRUPTED) {
                announce(console, "Stopping " + shown + " after the current batch.");
                jobs.stopAll();
            } else {
                announce(console, "Waiting for " + shown + ". Ctrl-C stops after the current batch.");
            }
        });
        interrupt.clear();
        AtomicInteger presses = new AtomicInteger();
        Run.Hook hook = interrupt.onPress(() -> pressed(presses.incrementAndGet()));
        try {
            while (!jobs.await(LOOK)) {
                // Told by the jobs themselves.
            }
        } finally {
            hook.close();
        }
        if (exit != Exit.DONE) {
            return exit;
        }
        return jobs.failed() ? Exit.FAILED : presses.get() > 0 ? Exit.INTERRUPTED : exit;
    }

    private void pressed(int times) {
        if (times == 1) {
            announce(
                    console,
                    "Stopping after this batch. Ctrl-C again: at once, and what is under way is healed later.");
            jobs.stopAll();
        } else {
            jobs.abortAll();
        }
    }

    /** Tells of a job beside what was asked for. */
    static void announce(Console console, String line) {
        console.progress("");
        line.lines().forEach(text -> console.err().println(Cells.safe(text, false)));
        console.err().flush();
    }
}
