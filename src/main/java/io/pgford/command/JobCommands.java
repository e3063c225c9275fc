package io.pgford.command;

import io.pgford.database.Connections;
import io.pgford.database.Pause;
import io.pgford.database.Side;
import io.pgford.move.MoveSettings;
import io.pgford.move.job.Job;
import io.pgford.move.job.JobNow;
import io.pgford.move.job.JobState;
import io.pgford.move.job.JobTable;
import io.pgford.move.job.JobWish;
import io.pgford.problem.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.shell.core.command.annotation.Argument;
import org.springframework.shell.core.command.annotation.Command;
import org.springframework.shell.core.command.annotation.Option;

/** Moves that run, in this shell or another on the same pair: to be seen, paused, stopped, and told another pace. */
public final class JobCommands {
    private static final String GROUP = "Move";
    private static final int ENDED_SHOWN = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long LOOK_MILLIS = 150;

    private final Workbench workbench;

    public JobCommands(Workbench workbench) {
        this.workbench = workbench;
    }

    @Command(
            name = "jobs",
            group = GROUP,
            description = "The moves that run, in whichever shell, and the last that ended",
            help = "jobs\njobs --watch\njobs --json")
    @Watchable
    public Answer jobs() {
        List<Job> all = list();
        List<Job> ended = all.stream().filter(job -> !job.living()).toList();
        List<Job> shown = new ArrayList<>(ended.subList(Math.max(0, ended.size() - ENDED_SHOWN), ended.size()));
        shown.addAll(all.stream().filter(Job::living).toList());
        if (shown.isEmpty()) {
            return Answer.builder()
                    .line("No move has run on this pair.")
                    .next("Begin one: move all --background")
                    .build();
        }
        Answer.Builder answer = JobRows.details(JobRows.progress(Answer.builder(), shown), shown);
        shown.stream()
                .filter(job -> !job.error().isEmpty())
                .forEach(job -> answer.line("Job " + job.id() + ": " + job.error()));
        return answer.next(JobRows.next(all).orElse("")).build();
    }

    @Command(
            name = "pause",
            group = GROUP,
            description = "Let moves stand between two batches until resume; all that run, or one",
            help = "pause\npause 3")
    public Answer pause(Run run, @Argument(index = 0, description = "the number of a job") Optional<String> job) {
        return wish(run, job, JobWish.PAUSE, j -> j.now().state() == JobState.PAUSED || !j.living(), "Go on: resume");
    }

    @Command(
            name = "resume",
            group = GROUP,
            description = "Let paused moves go on; all of them, or one",
            help = "resume\nresume 3")
    public Answer resume(Run run, @Argument(index = 0, description = "the number of a job") Optional<String> job) {
        return wish(run, job, JobWish.RUN, j -> j.now().state() != JobState.PAUSED, "See how far they are: jobs");
    }

    @Command(
            name = "stop",
            group = GROUP,
            description = "End moves after their current batch; all that run, or one",
            help = "stop\nstop 3")
    public Answer stop(Run run, @Argument(index = 0, description = "the number of a job") Optional<String> job) {
        return wish(run, job, JobWish.STOP, j -> !j.living(), "Go on whenever you like: move all");
    }

    @Command(
            name = "pace",
            group = GROUP,
            description = "Change how a move goes about it while it runs; all that run, or one",
            help = """
                    pace --duty 0.2
                    pace 3 --hold 20ms --batch auto
                    pace --rate 5000/s
                    pace --rate off""")
    public Answer pace(
            @Argument(index = 0, description = "the number of a job") Optional<String> job,
            @Option(longName = "batch", description = "Rows in a batch, or auto") Optional<String> batch,
            @Option(longName = "hold", description = "How long readers may be kept out for a batch")
                    Optional<Duration> hold,
            @Option(longName = "duty", description = "The share of time they may be kept out while some wait")
                    Optional<Double> duty,
            @Option(longName = "rate", description = "Rows or bytes a second at most, or off") Optional<String> rate) {
        if (batch.isEmpty() && hold.isEmpty() && duty.isEmpty() && rate.isEmpty()) {
            throw Problem.usage(
                    "pace needs to know what to change", "For instance: pace --duty 0.2, or pace --rate 5000/s");
        }
        List<Job> chosen = chosen(job);
        Answer.Builder answer = Answer.builder();
        for (Job one : chosen) {
            MoveSettings before = one.settings();
            MoveSettings settings = new MoveSettings(
                    batch.map(MoveWords::batch).orElse(before.batch()),
                    hold.orElse(before.hold()),
                    duty.orElse(before.duty()),
                    rate.map(MoveWords::rate).orElse(before.rate()),
                    before.gates());
            connections().with(Side.NEW, c -> {
                JobTable.settings(c, one.id(), settings);
                return true;
            });
            answer.line("Job " + one.id() + " goes on with " + JobRows.pace(settings) + ".");
        }
        return answer.next("See what it makes of it: jobs").build();
    }

    private Answer wish(Run run, Optional<String> number, JobWish wish, Predicate<Job> done, String next) {
        List<Job> chosen = chosen(number);
        for (Job job : chosen) {
            connections().with(Side.NEW, c -> {
                JobTable.wish(c, job.id(), wish);
                return true;
            });
        }
        List<Integer> ids = chosen.stream().map(Job::id).toList();
        List<Job> now = waited(run, ids, done);
        Answer.Builder answer = Answer.builder();
        boolean all = now.stream().allMatch(done);
        now.forEach(job -> answer.line("Job " + job.id() + " (" + tables(job) + ") " + told(job, wish, done)));
        return answer.next(all ? next : "Look again: jobs").build();
    }

    private List<Job> waited(Run run, List<Integer> ids, Predicate<Job> done) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            List<Job> now =
                    list().stream().filter(job -> ids.contains(job.id())).toList();
            if (now.stream().allMatch(done) || run.interrupted() || System.nanoTime() > end || !Pause.of(LOOK_MILLIS)) {
                return now;
            }
        }
    }

    private static String told(Job job, JobWish wish, Predicate<Job> done) {
        JobNow now = job.now();
        if (!job.living()) {
            return "has ended: " + now.state().word() + ", " + now.percent() + "%.";
        }
        String why = now.why().isEmpty() ? now.state().word() : now.why();
        return switch (wish) {
            case PAUSE ->
                done.test(job)
                        ? "stands between two batches, at " + now.percent() + "%; its tables stay its own."
                        : "has heard of it, but is still busy: " + why + ".";
            case RUN -> done.test(job) ? "goes on, at " + now.percent() + "%." : "has not heard of it yet.";
            case STOP -> "has heard of it, but is still busy: " + why + ".";
        };
    }

    private static String tables(Job job) {
        return String.join(", ", job.tables());
    }

    private List<Job> chosen(Optional<String> number) {
        List<Job> all = list();
        List<Job> living = all.stream().filter(Job::living).toList();
        if (number.isEmpty()) {
            if (living.isEmpty()) {
                throw Problem.failed("No move runs on this pair", "Begin one: move all --background");
            }
            return living;
        }
        Optional<Job> named = all.stream()
                .filter(job -> String.valueOf(job.id()).equals(number.get()))
                .findFirst();
        if (named.isEmpty()) {
            throw Problem.usage(
                    "There is no job " + number.get(),
                    living.isEmpty()
                            ? "No move runs on this pair; jobs lists those that ended."
                            : "These run: "
                                    + living.stream()
                                            .map(job -> job.id() + " (" + tables(job) + ")")
                                            .collect(Collectors.joining(", ")));
        }
        if (!named.get().living()) {
            throw Problem.failed(
                    "Job " + number.get() + " does not run any more: it "
                            + JobRows.ended(named.get().now().state()),
                    "Go on with its tables: move "
                            + String.join(" ", named.get().tables()));
        }
        return List.of(named.get());
    }

    private List<Job> list() {
        return connections().with(Side.NEW, JobTable::list);
    }

    private Connections connections() {
        return workbench.connections();
    }
}
