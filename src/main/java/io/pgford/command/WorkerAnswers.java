package io.pgford.command;

import io.pgford.sandbox.worker.Latency;
import io.pgford.sandbox.worker.Report;
import io.pgford.sandbox.worker.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a worker's report becomes on the screen and in JSON. */
final class WorkerAnswers {
    static final String START = "Start one: worker start --on old";
    private static final int HUNDREDTHS = 100;

    private WorkerAnswers() {}

    /** A worker that is there. */
    static Answer.Builder running(Answer.Builder answer, Report report) {
        answer.line(String.format(
                Locale.ROOT,
                "The worker (process %d) %s %s: %,d of %,d clients connected, %,d parents and %,d children of their own%s,"
                        + " %,.0f operations/s. %s",
                report.pid(),
                words(report.state()),
                report.side(),
                report.connected(),
                report.clients(),
                report.parents(),
                report.children(),
                filled(report),
                report.lately().rate(),
                report.verdict().clean() ? "Clean so far." : "Not clean."));
        return details(answer, report);
    }

    /** A worker that was stopped. */
    static Answer.Builder stopped(Answer.Builder answer, Report report) {
        answer.line(String.format(
                Locale.ROOT,
                "The worker on %s has stopped after %,d operations in %,d s. %s",
                report.side(),
                report.overall().get(0).operations(),
                report.age().toSeconds(),
                report.verdict().clean() ? "Verdict: clean." : "Verdict: NOT CLEAN."));
        if (!report.summary().isEmpty()) {
            answer.line("Last check: " + report.summary() + ".");
        }
        return details(answer, report);
    }

    private static Answer.Builder details(Answer.Builder answer, Report report) {
        Verdict verdict = report.verdict();
        answer.grid(
                "verdict",
                "",
                List.of("missing", "doubled", "lost_updates", "wrong_counts", "errors", "retries", "unsure", "clean"),
                List.of(List.of(
                        verdict.missing(),
                        verdict.doubled(),
                        verdict.lostUpdates(),
                        verdict.wrongCounts(),
                        verdict.errors(),
                        verdict.retries(),
                        verdict.unsure(),
                        verdict.clean())));
        List<List<Object>> latencies = new ArrayList<>();
        latencies.add(row("last 10 s", report.lately()));
        report.overall().forEach(latency -> latencies.add(row(latency.what(), latency)));
        answer.grid(
                "latencies",
                "",
                List.of("operation", "operations", "per_second", "p50_ms", "p99_ms", "max_ms"),
                latencies);
        if (!verdict.messages().isEmpty()) {
            answer.grid(
                    "messages",
                    "What went wrong first",
                    List.of("message"),
                    verdict.messages().stream().map(WorkerAnswers::cells).toList());
        }
        return answer;
    }

    private static List<Object> row(String what, Latency latency) {
        return cells(
                what,
                latency.operations(),
                rounded(latency.rate()),
                rounded(latency.p50Ms()),
                rounded(latency.p99Ms()),
                rounded(latency.maxMs()));
    }

    private static List<Object> cells(Object... values) {
        return Arrays.asList(values);
    }

    private static double rounded(double value) {
        return (double) Math.round(value * HUNDREDTHS) / HUNDREDTHS;
    }

    private static String filled(Report report) {
        return report.filledChildren() == 0
                ? ""
                : String.format(
                        Locale.ROOT, ", %,d and %,d known by number", report.filledParents(), report.filledChildren());
    }

    private static String words(Report.State state) {
        return switch (state) {
            case STARTING -> "is starting on";
            case WORKING -> "works on";
            case SWITCHING -> "is switching from";
            case STOPPING -> "is stopping on";
            case STOPPED -> "has stopped on";
        };
    }
}
