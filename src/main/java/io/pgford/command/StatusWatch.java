package io.pgford.command;

import io.pgford.catalog.LockWait;
import io.pgford.catalog.Progress;
import io.pgford.catalog.SessionCounts;
import io.pgford.catalog.Survey;
import io.pgford.catalog.Table;
import io.pgford.check.Warning;
import io.pgford.crossing.Stage;
import io.pgford.database.Connections;
import io.pgford.database.Side;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The crossing as somebody watches it: who works on which side, how each table gets on, and what comes next; 80 columns wide. */
final class StatusWatch {
    private static final String ALL = " all ";

    /** Of each side: who waits behind the same one would only be more of the same. */
    private static final int LOCKS = 4;

    private static final int LONGEST_NAME = 12;

    private final Rates rates;
    private final long now = System.nanoTime();

    StatusWatch(Memory memory) {
        this.rates = memory.of(Rates.class, Rates::new);
    }

    Answer look(Connections connections, Survey survey, List<Stage> stages, List<Warning> warnings, String next) {
        Answer.Builder answer = Answer.builder()
                .grid(
                        "sides",
                        "",
                        List.of("side", "version", "sessions", "working", "waiting", "in_transaction", "oldest"),
                        List.of(side(connections, survey, Side.OLD), side(connections, survey, Side.NEW)));
        List<List<Object>> locks = Stream.of(Side.OLD, Side.NEW)
                .flatMap(side -> connections.with(side, c -> LockWait.read(c, LOCKS)).stream()
                        .map(wait -> lock(side, wait)))
                .toList();
        if (!locks.isEmpty()) {
            answer.grid("locks", "", List.of("side", "waiting", "for", "behind", "which_is"), locks);
        }
        String done = names(stages, Stage.State.DONE);
        answer.line(done.isEmpty() ? "Nothing is done yet." : "Done: " + done + ".");
        if (survey.register().exists()) {
            answer.grid(
                    "tables",
                    "",
                    List.of("table", "moved", "left", "rows/s", "time_left", "progress"),
                    survey.crossing().stream().map(t -> row(survey, t)).toList());
            long moved = survey.register().progress().values().stream()
                    .mapToLong(Progress::moved)
                    .sum();
            rates.note(ALL, (double) moved, now);
            Trend trend = rates.trend(ALL);
            if (trend.values().stream().anyMatch(value -> value > 0)) {
                answer.grid("trend", "", List.of("rows/s_of_all"), List.of(List.of(trend)));
            }
        }
        if (!warnings.isEmpty()) {
            String kinds = warnings.stream().map(Warning::kind).distinct().collect(Collectors.joining(", "));
            answer.line("Rows can be seen missing (" + kinds + "): status says by whom, and what to do.");
        }
        return answer.next(next).build();
    }

    private List<Object> side(Connections connections, Survey survey, Side side) {
        SessionCounts counts = connections.with(side, SessionCounts::read);
        return List.of(
                side.word(),
                survey.of(side).major() + "." + survey.of(side).version() % 10_000,
                counts.all(),
                counts.working(),
                counts.waiting(),
                counts.inTransaction(),
                shown(counts.oldestSeconds()));
    }

    private static List<Object> lock(Side side, LockWait wait) {
        return List.of(
                side.word(),
                who(wait.pid(), wait.role(), wait.application()),
                shown(wait.seconds()),
                wait.holder() == 0
                        ? "a prepared transaction"
                        : who(wait.holder(), wait.holderRole(), wait.holderApplication()),
                (wait.holderState() + " " + shown(wait.holderSeconds())).strip());
    }

    /** For instance {@code 4711 app worker-3}. */
    private static String who(int pid, String role, String application) {
        return (pid + " " + shortly(role) + " " + shortly(application)).strip();
    }

    private static String shortly(String name) {
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME - 1) + "…";
    }

    private static String names(List<Stage> stages, Stage.State state) {
        return stages.stream()
                .filter(stage -> stage.state() == state)
                .map(Stage::name)
                .collect(Collectors.joining(", "));
    }

    private List<Object> row(Survey survey, Table table) {
        Optional<Progress> begun =
                Optional.ofNullable(survey.register().progress().get(table.name()));
        if (begun.isEmpty()) {
            return Arrays.asList(table.name().shown(), null, estimate(table), null, null, new Share(0));
        }
        Progress progress = begun.get();
        String name = table.name().toString();
        rates.note(name, (double) progress.moved(), now);
        double rate = rates.mean(name).orElse(0.0);
        long left = progress.finished() ? 0 : Math.max(0, progress.rowsAtStart() - progress.moved());
        return Arrays.asList(
                table.name().shown(),
                progress.moved(),
                left,
                progress.finished() || rate < 0.5 ? null : Math.round(rate),
                progress.finished() || rate < 0.5 ? null : shown(left / rate),
                new Share(share(progress)));
    }

    private static Long estimate(Table table) {
        return table.estimatedRows() < 0 ? null : Math.round(table.estimatedRows());
    }

    /** Full only where the table is finished: the last sweep may still find rows whose keys were changed. */
    static double share(Progress progress) {
        if (progress.finished()) {
            return 1;
        }
        double rows = Math.max(progress.rowsAtStart(), progress.moved());
        return rows == 0 ? 0 : Math.min(0.99, progress.moved() / rows);
    }

    /** A length of time in one or two units: {@code 42 s}, {@code 3 min 20 s}, {@code 2 h 5 min}. */
    static String shown(double seconds) {
        long whole = Math.round(seconds);
        if (whole < 60) {
            return whole + " s";
        }
        return whole < 3600
                ? String.format(Locale.ROOT, "%d min %d s", whole / 60, whole % 60)
                : String.format(Locale.ROOT, "%d h %d min", whole / 3600, whole % 3600 / 60);
    }
}
