package io.pgford.command;

import io.pgford.move.job.JobRun;
import io.pgford.move.job.TableResult;
import io.pgford.problem.Exit;
import io.pgford.problem.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What is told of a job that is over. */
final class MoveAnswer {
    private MoveAnswer() {}

    /**
     * The answer of {@code move}.
     *
     * @param seconds that it took
     * @param next the step after the last table
     * @throws Problem where it failed, or was stopped before its time
     */
    static Answer of(Run run, JobRun job, double seconds, String next) {
        List<TableResult> begun = job.results().stream()
                .filter(t -> t.finished() || t.batches() > 0)
                .toList();
        if (job.problem().isPresent()) {
            begun.forEach(table -> run.say(line(table)));
            throw job.problem().get();
        }
        boolean all = job.results().stream().allMatch(TableResult::finished);
        if (!all && !job.late()) {
            begun.forEach(table -> run.say(line(table)));
            throw Problem.interrupted(
                    "Stopped between two batches; every row is on one side, and the application sees all of them",
                    "Go on whenever you like: move " + left(job));
        }
        Answer.Builder answer = Answer.builder()
                .grid(
                        "moved",
                        "",
                        List.of("table", "rows", "batches", "gate_p50_ms", "gate_p99_ms", "waited", "state"),
                        begun.stream().map(MoveAnswer::row).toList());
        if (all) {
            return answer.line(String.format(Locale.ROOT, "Moved in %.1f s. old is empty of them.", seconds))
                    .next(next)
                    .build();
        }
        job.results().stream()
                .filter(t -> !t.finished())
                .forEach(t ->
                        answer.line(String.format(Locale.ROOT, "%s: about %,d rows are left.", t.table(), t.left())));
        return answer.line("The hour of --until has come: stopped between two batches, every row is on one side.")
                .next("Go on whenever you like: move " + left(job))
                .build();
    }

    private static String left(JobRun job) {
        return job.results().stream()
                .filter(t -> !t.finished())
                .map(t -> t.table().shown())
                .collect(Collectors.joining(" "));
    }

    private static List<Object> row(TableResult table) {
        return Arrays.asList(
                table.table().shown(),
                table.rows(),
                table.batches(),
                table.batches() == 0 ? null : table.gateP50Millis(),
                table.batches() == 0 ? null : table.gateP99Millis(),
                table.waited(),
                state(table));
    }

    private static String state(TableResult table) {
        return table.finished() ? "finished" : "stopped";
    }

    private static String line(TableResult table) {
        return String.format(Locale.ROOT, "%s: %,d rows moved, %s", table.table(), table.rows(), state(table));
    }

    /** How a job in the background ended, and what to do next. */
    static String inOneLine(JobRun job) {
        long rows = job.results().stream().mapToLong(TableResult::rows).sum();
        String what = String.format(
                Locale.ROOT,
                "Job %d (%s)",
                job.id(),
                String.join(", ", job.order().shown()));
        String moved = String.format(Locale.ROOT, "%,d rows moved", rows);
        if (job.problem().isPresent() && job.problem().get().exit() != Exit.INTERRUPTED) {
            Problem problem = job.problem().get();
            return what + " failed, " + moved + ": " + problem.what()
                    + (problem.next().isEmpty() ? "" : "\nnext: " + problem.next());
        }
        if (left(job).isEmpty()) {
            return what + " is finished, " + moved + ". next: status";
        }
        return what + (job.late() ? " stopped at its hour, " : " was stopped, ") + moved + ". next: move " + left(job);
    }
}
