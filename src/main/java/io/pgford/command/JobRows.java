package io.pgford.command;

import io.pgford.move.GatesToClose;
import io.pgford.move.MoveSettings;
import io.pgford.move.job.Job;
import io.pgford.move.job.JobState;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Jobs as rows of a grid, and what they ask the operator to do next. */
final class JobRows {
    private static final List<String> PROGRESS =
            List.of("job", "state", "tables", "percent", "rows", "rows_per_s", "left", "waiting", "why");
    private static final List<String> DETAILS = List.of("job", "gate_p50_ms", "gate_p99_ms", "pace", "by");

    private JobRows() {}

    /** How far they are. */
    static Answer.Builder progress(Answer.Builder answer, List<Job> jobs) {
        return answer.grid(
                "jobs", "", PROGRESS, jobs.stream().map(JobRows::progress).toList());
    }

    /** How they go about it, and who runs them. */
    static Answer.Builder details(Answer.Builder answer, List<Job> jobs) {
        return answer.grid(
                "details", "", DETAILS, jobs.stream().map(JobRows::details).toList());
    }

    private static List<Object> progress(Job job) {
        var now = job.now();
        return Arrays.asList(
                job.id(),
                now.state().word(),
                String.join(", ", job.tables()),
                now.percent(),
                now.rows(),
                job.living() ? Math.round(now.rowsPerSecond()) : null,
                job.living() && now.secondsLeft().isPresent()
                        ? MoveLine.clock(now.secondsLeft().getAsLong())
                        : null,
                job.living() ? now.waiting() : null,
                !job.living() || now.why().isEmpty() ? null : now.why());
    }

    private static List<Object> details(Job job) {
        return List.of(
                job.id(),
                job.now().gateP50Millis(),
                job.now().gateP99Millis(),
                pace(job.settings()),
                job.host() + ", pid " + job.pid() + ", " + job.role() + (job.background() ? ", background" : ""));
    }

    /** The settings, as they would be typed. */
    static String pace(MoveSettings settings) {
        StringBuilder text = new StringBuilder();
        text.append("--batch ")
                .append(
                        settings.batch().isPresent()
                                ? String.valueOf(settings.batch().getAsInt())
                                : "auto");
        text.append(String.format(
                Locale.ROOT, " --hold %sms --duty %s", settings.hold().toMillis(), settings.duty()));
        settings.rate().ifPresent(rate -> text.append(" --rate ").append(rate));
        if (settings.gates() == GatesToClose.TABLE) {
            text.append(" --gates table");
        }
        return text.toString();
    }

    static String ended(JobState state) {
        return switch (state) {
            case FINISHED -> "is finished";
            case FAILED -> "failed";
            case STOPPED -> "was stopped";
            default -> "died with its shell";
        };
    }

    /** What living jobs ask for, or one that died or failed and nobody has taken up again. */
    static Optional<String> next(List<Job> jobs) {
        List<Job> living = jobs.stream().filter(Job::living).toList();
        Optional<Job> paused =
                living.stream().filter(j -> j.now().state() == JobState.PAUSED).findFirst();
        if (paused.isPresent()) {
            return Optional.of("Job " + paused.get().id() + " is paused. Let it go on: resume "
                    + paused.get().id());
        }
        if (!living.isEmpty()) {
            Job job = living.get(0);
            return Optional.of("Job " + job.id() + " is at work. See how far it is: jobs; change it: pause " + job.id()
                    + ", pace " + job.id() + " --duty 0.2, stop " + job.id());
        }
        return lost(jobs)
                .map(job -> "Job " + job.id() + " " + ended(job.now().state()) + ". Go on: move "
                        + String.join(" ", job.tables()));
    }

    /** The last one that died or failed, unless a later one had one of its tables. */
    private static Optional<Job> lost(List<Job> jobs) {
        Set<String> later = new HashSet<>();
        for (int i = jobs.size() - 1; i >= 0; i--) {
            Job job = jobs.get(i);
            JobState state = job.now().state();
            if ((state == JobState.DIED || state == JobState.FAILED)
                    && job.tables().stream().noneMatch(later::contains)) {
                return Optional.of(job);
            }
            later.addAll(job.tables());
        }
        return Optional.empty();
    }
}
