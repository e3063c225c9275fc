package io.pgford.command;

import io.pgford.catalog.Catalog;
import io.pgford.catalog.Progress;
import io.pgford.catalog.Register;
import io.pgford.catalog.Survey;
import io.pgford.catalog.Table;
import io.pgford.check.Warning;
import io.pgford.check.Warnings;
import io.pgford.crossing.Stage;
import io.pgford.crossing.Stages;
import io.pgford.database.Connections;
import io.pgford.database.Endpoint;
import io.pgford.database.Side;
import io.pgford.move.LedgerSummary;
import io.pgford.move.job.Job;
import io.pgford.move.job.JobTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.shell.core.command.annotation.Command;

/** Where the crossing stands, and what comes next; read from the two sides each time, never remembered. */
public final class StatusCommands {
    private static final String GROUP = "Status";

    private final Workbench workbench;

    public StatusCommands(Workbench workbench) {
        this.workbench = workbench;
    }

    @Command(
            name = "status",
            group = GROUP,
            description = "Where the crossing stands, step by step and table by table, and what comes next",
            help = "status\nstatus --watch\nstatus --json")
    @Watchable
    public Answer status(Run run) {
        Connections connections = workbench.connections();
        Survey survey = Survey.of(connections);
        List<Stage> stages = Stages.of(connections, survey);
        List<Job> jobs = connections.with(Side.NEW, JobTable::list);
        String next = JobRows.next(jobs).orElseGet(() -> next(survey, stages));
        if (run.watched().isPresent()) {
            return new StatusWatch(run.watched().get())
                    .look(connections, survey, stages, Warnings.of(connections, survey), next);
        }
        Answer.Builder answer = Answer.builder().grid("sides", "", List.of("side", "server", "at"), sides(survey));
        answer.grid(
                "steps",
                "",
                List.of("step", "state", "detail"),
                stages.stream().map(StatusCommands::row).toList());
        if (survey.register().exists()) {
            answer.grid(
                    "tables",
                    "",
                    List.of("table", "rows_at_start", "moved", "percent", "state", "queries_ask_old"),
                    survey.crossing().stream()
                            .map(t -> tableRow(survey.register(), t))
                            .toList());
            ledger(connections, answer);
        }
        if (jobs.stream().anyMatch(Job::living)) {
            JobRows.progress(answer, jobs.stream().filter(Job::living).toList());
        }
        survey.register().skipped().stream()
                .sorted()
                .forEach(name -> answer.line(name + " is left out of the crossing; its rows stay on old."));
        warn(answer, Warnings.of(connections, survey));
        return answer.next(next).build();
    }

    private static void warn(Answer.Builder answer, List<Warning> warnings) {
        if (!warnings.isEmpty()) {
            answer.grid(
                    "warnings",
                    "Who can see rows missing while they cross (docs/isolation.md)",
                    List.of("kind", "warning", "what_to_do"),
                    warnings.stream()
                            .map(w -> List.<Object>of(w.kind(), w.what(), w.next()))
                            .toList());
        }
    }

    private List<List<Object>> sides(Survey survey) {
        List<List<Object>> rows = new ArrayList<>();
        for (Catalog side : List.of(survey.oldSide(), survey.newSide())) {
            Endpoint endpoint = workbench.connections().pair().at(side.side());
            rows.add(List.of(side.side().word(), "PostgreSQL " + shown(side), endpoint.toString()));
        }
        return rows;
    }

    private static String shown(Catalog side) {
        return side.major() + "." + side.version() % 10_000;
    }

    private static List<Object> row(Stage stage) {
        String state = switch (stage.state()) {
            case DONE -> "done";
            case PARTLY -> "partly";
            case TODO -> "-";
        };
        return List.of(stage.name(), state, stage.detail());
    }

    private static List<Object> tableRow(Register register, Table table) {
        Optional<Progress> progress = Optional.ofNullable(register.progress().get(table.name()));
        return Arrays.asList(
                table.name().shown(),
                progress.map(Progress::rowsAtStart).orElse(null),
                progress.map(Progress::moved).orElse(null),
                progress.map(StatusCommands::percent).orElse(null),
                state(register, table),
                asksOld(register, table));
    }

    /** Which of the application's statements on a table also go to {@code old}. */
    private static String asksOld(Register register, Table table) {
        if (!register.attached(table.name())) {
            return register.finished(table.name()) ? "none" : "not attached";
        }
        return register.foreignTables()
                .get(table.name())
                .asked()
                .map(keys -> "for " + keys)
                .orElse("all");
    }

    private static void ledger(Connections connections, Answer.Builder answer) {
        List<LedgerSummary> ledger = connections.with(Side.NEW, LedgerSummary::list);
        if (!ledger.isEmpty()) {
            answer.grid(
                    "ledger",
                    "",
                    List.of("table", "batches", "rows", "bytes", "first_landed", "last_landed", "open"),
                    ledger.stream()
                            .map(s -> List.<Object>of(
                                    s.table().shown(),
                                    s.batches(),
                                    s.rows(),
                                    s.bytes(),
                                    s.firstLanded(),
                                    s.lastLanded(),
                                    s.open()))
                            .toList());
        }
    }

    private static Long percent(Progress progress) {
        if (progress.finished()) {
            return 100L;
        }
        if (progress.rowsAtStart() == 0) {
            return 0L;
        }
        return Math.min(99, 100 * progress.moved() / progress.rowsAtStart());
    }

    private static String state(Register register, Table table) {
        Progress progress = register.progress().get(table.name());
        if (progress == null) {
            return register.attached(table.name()) ? "attached" : "not attached";
        }
        if (progress.finished()) {
            return "finished";
        }
        if (progress.moving()) {
            return "moving";
        }
        return progress.unclean() ? "interrupted, to be healed" : "begun";
    }

    private static String next(Survey survey, List<Stage> stages) {
        if (survey.register().progress().values().stream().anyMatch(p -> p.unclean() && !p.moving() && !p.finished())) {
            return "A batch was interrupted and is on both sides. Heal it: recover (or go on: move all)";
        }
        return stages.stream()
                .filter(stage -> stage.state() != Stage.State.DONE)
                .findFirst()
                .map(Stage::command)
                .orElse("");
    }

    @Command(
            name = "plan",
            group = GROUP,
            description = "What is left to do, and the tables in the order in which they would cross",
            help = "plan\nplan --json")
    public Answer plan() {
        Connections connections = workbench.connections();
        Survey survey = Survey.of(connections);
        List<Stage> left = Stages.of(connections, survey).stream()
                .filter(stage -> stage.state() != Stage.State.DONE)
                .toList();
        List<List<Object>> steps = new ArrayList<>();
        for (Stage stage : left) {
            steps.add(List.of(steps.size() + 1, stage.name(), stage.command()));
        }
        List<List<Object>> tables = new ArrayList<>();
        for (Table table : CrossingTables.inMoveOrder(survey)) {
            List<String> obstacles = survey.obstacles(table.name());
            tables.add(Arrays.asList(
                    tables.size() + 1,
                    table.name().shown(),
                    table.estimatedRows() < 0 ? null : Math.round(table.estimatedRows()),
                    table.key().map(k -> String.join(", ", k.columns())).orElse(null),
                    survey.register().finished(table.name())
                            ? "on new"
                            : obstacles.isEmpty() ? "can cross" : String.join("; ", obstacles)));
        }
        Answer.Builder answer = Answer.builder()
                .grid("steps", "Left to do", List.of("number", "step", "command"), steps)
                .grid(
                        "tables",
                        "Tables, in the order in which they cross",
                        List.of("number", "table", "estimated_rows", "key", "state"),
                        tables)
                .line(left.isEmpty() ? "Nothing is left to do on " + Side.NEW + "." : "");
        warn(answer, Warnings.of(connections, survey));
        return answer.next(next(survey, left)).build();
    }
}
