package io.pgford.command;

import io.pgford.catalog.MoveOrder;
import io.pgford.catalog.Progress;
import io.pgford.catalog.Survey;
import io.pgford.catalog.Table;
import io.pgford.catalog.Watermarks;
import io.pgford.crossing.InheritStep;
import io.pgford.crossing.SequenceStep;
import io.pgford.database.Connections;
import io.pgford.database.Rows;
import io.pgford.database.Side;
import io.pgford.move.GatesToClose;
import io.pgford.move.MoveSettings;
import io.pgford.move.Mover;
import io.pgford.move.Preconditions;
import io.pgford.move.Pruning;
import io.pgford.move.Steering;
import io.pgford.move.job.Holding;
import io.pgford.move.job.JobOrder;
import io.pgford.move.job.JobRun;
import io.pgford.move.job.TableTask;
import io.pgford.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.shell.core.command.annotation.Arguments;
import org.springframework.shell.core.command.annotation.Command;
import org.springframework.shell.core.command.annotation.Option;

/** Step 9: the rows cross. */
public final class MoveCommands {
    private static final String GROUP = "Move";

    private static final int MOST_SIDE_BY_SIDE = 16;

    private final Workbench workbench;
    private final RunningJobs jobs;

    public MoveCommands(Workbench workbench, RunningJobs jobs) {
        this.workbench = workbench;
        this.jobs = jobs;
    }

    @Command(
            name = "move",
            group = GROUP,
            description = "Move the rows of tables from old to new while the application works",
            help = """
                    move all
                    move parent child
                    move "Order Items" --batch 1000
                    move all --hold 20ms --duty 0.3
                    move all --rate 5000/s --until 04:00
                    move all --background --jobs 2
                    move child --gates table
                    move all --verify
                    move all --prune
                    move all --dry-run

                    SQL's own MOVE, for cursors, needs a side in front: @new move next from c;""")
    public Answer move(
            Run run,
            @Arguments List<String> tables,
            @Option(
                            longName = "batch",
                            description = "Rows in a batch, or auto: as many as --hold allows",
                            defaultValue = "auto")
                    String batch,
            @Option(
                            longName = "hold",
                            description = "How long readers may be kept out for a batch",
                            defaultValue = "50ms")
                    Duration hold,
            @Option(
                            longName = "duty",
                            description = "The share of time they may be kept out while some wait, above 0 and up to 1",
                            defaultValue = "0.5")
                    double duty,
            @Option(longName = "rate", description = "Rows a second at most, such as 5000/s; or bytes: 20MB/s")
                    Optional<String> rate,
            @Option(longName = "until", description = "Stop between two batches at this time of day, such as 04:00")
                    Optional<String> until,
            @Option(
                            longName = "gates",
                            description =
                                    "Whose readers are kept out for a batch. table, that is only those of the moving"
                                            + " table, is weaker: a transaction that has read another table before can see rows"
                                            + " of this one twice, or fail to update them",
                            defaultValue = "all")
                    GatesToClose gates,
            @Option(longName = "jobs", description = "Tables that move side by side", defaultValue = "1")
                    int sideBySide,
            @Option(longName = "background", description = "Give the prompt back at once; jobs shows how far it is")
                    boolean background,
            @Option(
                            longName = "verify",
                            description =
                                    "Read each batch back on new, and compare it with what old sent, before it counts")
                    boolean verify,
            @Option(
                            longName = "prune",
                            description =
                                    "Keep queries for keys that have crossed from asking old. Until a table is finished,"
                                            + " its rows on old refuse to be given such a key")
                    boolean prune,
            @Option(
                            longName = "despite-sessions",
                            description = "Move although sessions of the application are on old directly")
                    boolean despiteSessions,
            @Option(longName = "dry-run", description = "Show what would be moved, move nothing") boolean dryRun) {
        MoveSettings settings =
                new MoveSettings(MoveWords.batch(batch), hold, duty, rate.flatMap(MoveWords::rate), gates);
        Optional<Instant> stop = until.map(word -> MoveWords.until(word, ZonedDateTime.now(ZoneId.systemDefault())));
        if (sideBySide < 1 || sideBySide > MOST_SIDE_BY_SIDE) {
            throw Problem.usage(
                    "--jobs is a number of tables from 1 to " + MOST_SIDE_BY_SIDE,
                    "Each takes three connections to new and two to old. For instance: --jobs 2");
        }
        Connections connections = workbench.connections();
        Survey survey = Survey.of(connections);
        List<Table> chosen = chosen(survey, tables);
        Preconditions.require(connections, survey, chosen, despiteSessions);
        refuseSequencesBehind(survey);
        if (prune) {
            Pruning.notes(connections, chosen).forEach(run::say);
        }
        if (dryRun) {
            return dryRun(connections, survey, chosen);
        }
        List<TableTask> tasks = tasks(survey, chosen);
        if (tasks.isEmpty()) {
            return Answer.builder()
                    .line("Nothing to move: all of it is on new.")
                    .next("Foreign keys back: fk on")
                    .build();
        }
        if (gates == GatesToClose.TABLE) {
            InheritStep.ownGates(survey, tasks.stream().map(TableTask::table).toList())
                    .apply(connections);
        }
        JobOrder order = new JobOrder(tasks, settings, verify, prune, sideBySide, stop, background);
        return background ? background(connections, order) : foreground(run, connections, survey, chosen, order);
    }

    private static List<TableTask> tasks(Survey survey, List<Table> chosen) {
        return chosen.stream()
                .filter(table -> !survey.register().finished(table.name()) || Watermarks.on(table))
                .map(table -> task(survey, table))
                .toList();
    }

    private static TableTask task(Survey survey, Table table) {
        Optional<Progress> progress =
                Optional.ofNullable(survey.register().progress().get(table.name()));
        return new TableTask(
                table,
                survey.newSide().table(table.name()).orElseThrow().oid(),
                progress.map(Progress::rowsAtStart).orElse(Math.max(0, Math.round(table.estimatedRows()))),
                progress.map(Progress::moved).orElse(0L));
    }

    private static List<Table> chosen(Survey survey, List<String> words) {
        if (words.isEmpty()) {
            throw Problem.usage("move needs the name of a table, or all", "For instance: move all, or move child");
        }
        if (words.equals(List.of("all"))) {
            return CrossingTables.inMoveOrder(survey);
        }
        return MoveOrder.of(CrossingTables.named(survey, words), survey.references());
    }

    private static void refuseSequencesBehind(Survey survey) {
        List<String> behind = SequenceStep.pairs(survey).stream()
                .filter(SequenceCommands::isBehind)
                .map(p -> p.old().name().shown())
                .toList();
        if (!behind.isEmpty() && survey.register().progress().isEmpty()) {
            throw Problem.failed(
                    "Sequences on new are behind those on old, and would hand out values twice: "
                            + String.join(", ", behind),
                    "Sync them before the application works on new: seq sync");
        }
    }

    private static Answer dryRun(Connections connections, Survey survey, List<Table> chosen) {
        List<List<Object>> rows = new ArrayList<>();
        for (Table table : chosen) {
            long left = connections.with(
                    Side.OLD,
                    c -> Rows.number(
                            c, "SELECT count(*) FROM ONLY " + table.name().sql()));
            rows.add(List.of(
                    table.name().shown(),
                    left,
                    String.join(", ", table.key().orElseThrow().columns()),
                    survey.register().finished(table.name()) ? "finished" : "would move"));
        }
        return Answer.builder()
                .grid("tables", "In this order", List.of("table", "rows_on_old", "by_key", "state"), rows)
                .line("Nothing was moved.")
                .build();
    }

    private Answer background(Connections connections, JobOrder order) {
        JobRun job = jobs.startInBackground(connections.pair(), order);
        return Answer.builder()
                .line("Job " + job.id() + " moves " + String.join(", ", order.shown()) + " in the background.")
                .next("See how far it is: jobs; change it: pause " + job.id() + ", pace " + job.id()
                        + " --duty 0.2, stop " + job.id())
                .build();
    }

    private Answer foreground(Run run, Connections connections, Survey survey, List<Table> chosen, JobOrder order) {
        long began = System.nanoTime();
        JobRun job = ForegroundMove.watch(jobs, connections.pair(), order, run);
        return MoveAnswer.of(
                run,
                job,
                (System.nanoTime() - began) / 1e9,
                survey.crossing().size() == chosen.size() ? "Foreign keys back: fk on" : "The others: move all");
    }

    @Command(
            name = "recover",
            group = GROUP,
            description = "Bring to its end what an interrupted move left between the two sides",
            help = "recover\nrecover --dry-run")
    public Answer recover(
            Run run, @Option(longName = "dry-run", description = "Show what is left, heal nothing") boolean dryRun) {
        Connections connections = workbench.connections();
        Survey survey = Survey.of(connections);
        List<Table> unclean = survey.crossing().stream()
                .filter(t -> survey.register().progress().containsKey(t.name())
                        && survey.register().progress().get(t.name()).unclean())
                .toList();
        if (dryRun || unclean.isEmpty()) {
            return Answer.done(
                    unclean.isEmpty()
                            ? "Nothing is between the two sides."
                            : "Interrupted batches of "
                                    + String.join(
                                            ", ",
                                            unclean.stream()
                                                    .map(t -> t.name().shown())
                                                    .toList())
                                    + " would be brought to their end.");
        }
        refuseJobs(connections, unclean);
        for (Table table : unclean) {
            long oid = survey.newSide().table(table.name()).orElseThrow().oid();
            Steering steering = new Steering(MoveSettings.DEFAULT);
            if (!new Mover(connections, steering, new RecoverScreen(run), table, oid).heal()) {
                throw Problem.interrupted(
                        "Stopped before all was healed; rows of " + table.name() + " may still be on both sides",
                        "Go on whenever you like: recover");
            }
        }
        return Answer.builder()
                .line("Healed: every row is on one side.")
                .next("Go on: move all")
                .build();
    }

    private static void refuseJobs(Connections connections, List<Table> tables) {
        connections.with(Side.NEW, c -> {
            Holding.refuse(c, tables.stream().map(t -> t.name().shown()).toList());
            return true;
        });
    }
}
