package io.pgford.command;

import io.pgford.database.Side;
import io.pgford.move.job.Job;
import io.pgford.move.job.JobNow;
import io.pgford.move.job.JobTable;
import java.util.ArrayList;
import java.util.List;

/** The jobs that live, for somebody who does something else meanwhile: two lines at most. */
public final class JobsAtWork {
    private static final int LINES = 2;

    private final RunningJobs mine;
    private final Workbench workbench;
    private volatile List<Job> others = List.of();

    /** @param mine those of this shell */
    public JobsAtWork(RunningJobs mine, Workbench workbench) {
        this.mine = mine;
        this.workbench = workbench;
    }

    /**
     * Asks {@code new} for the jobs of other shells on the same pair.
     *
     * @throws io.pgford.problem.Problem where it cannot be asked; those that were known are forgotten then
     */
    public void look() {
        others = List.of();
        others = workbench.connections().with(Side.NEW, JobTable::living).stream()
                .filter(job -> !mine.began(job))
                .toList();
    }

    /**
     * One line for each job, as this shell knows it now; those of other shells are as they were at the last {@link #look()}.
     *
     * @param columns that a line may have
     */
    public List<String> lines(int columns) {
        List<String> lines = new ArrayList<>();
        mine.living().forEach(job -> lines.add(line("job " + job.id() + " ", job.now(), columns)));
        others.forEach(job -> lines.add(line("job " + job.id() + " of pid " + job.pid() + " ", job.now(), columns)));
        if (lines.size() <= LINES) {
            return lines;
        }
        int more = lines.size() - LINES + 1;
        List<String> some = new ArrayList<>(lines.subList(0, LINES - 1));
        some.add("and " + more + " more jobs: jobs");
        return some;
    }

    private static String line(String job, JobNow now, int columns) {
        return job + MoveLine.of(now, Math.max(1, columns - job.length()));
    }
}
