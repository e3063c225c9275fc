package io.pgford.command;

import io.pgford.catalog.MoveOrder;
import io.pgford.catalog.Survey;
import io.pgford.catalog.Table;
import io.pgford.crossing.SequenceStep;
import io.pgford.database.Connections;
import io.pgford.database.Rows;
import io.pgford.database.Side;
import io.pgford.move.MoveSettings;
import io.pgford.move.Mover;
import io.pgford.move.Preconditions;
import io.pgford.problem.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.springframework.shell.core.command.annotation.Arguments;
import org.springframework.shell.core.command.annotation.Command;
import org.springframework.shell.core.command.annotation.Option;

/** Step 9: the rows cross. */
public final class MoveCommands {
    private static final String GROUP = "Move";

    private final Workbench workbench;

    public MoveCommands(Workbench workbench) {
        this.workbench = workbench;
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
                    move all --verify
                    move all --dry-run""")
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
            @Option(
                            longName = "verify",
                            description =
                                    "Read each batch back on new, and compare it with what old sent, before it counts")
                    boolean verify,
            @Option(
                            longName = "despite-sessions",
                            description = "Move although sessions of the application are on old directly")
                    boolean despiteSessions,
            @Option(longName = "dry-run", description = "Show what would be moved, move nothing") boolean dryRun) {
        MoveSettings settings = new MoveSettings(batchSize(batch), hold, duty, verify);
        Connections connections = workbench.connections();
        Survey survey = Survey.of(connections);
        List<Table> chosen = chosen(survey, tables);
        Preconditions.require(connections, survey, chosen, despiteSessions);
        refuseSequencesBehind(survey);
        return dryRun ? dryRun(connections, survey, chosen) : move(run, connections, survey, chosen, settings);
    }

    private static OptionalInt batchSize(String batch) {
        if (batch.equals("auto")) {
            return OptionalInt.empty();
        }
        if (!batch.matches("[0-9]{1,7}")) {
            throw Problem.usage(
                    "--batch " + batch + " is neither a number of rows nor auto",
                    "For instance: --batch 1000, or --batch auto");
        }
        return OptionalInt.of(Integer.parseInt(batch));
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

    private static Answer move(
            Run run, Connections connections, Survey survey, List<Table> chosen, MoveSettings settings) {
        List<List<Object>> rows = new ArrayList<>();
        long began = System.nanoTime();
        boolean all = true;
        for (Table table : chosen) {
            if (survey.register().finished(table.name())) {
                continue;
            }
            MoveScreen screen = new MoveScreen(run);
            long oid = survey.newSide().table(table.name()).orElseThrow().oid();
            boolean finished = new Mover(connections, settings, screen, table, oid).run();
            run.progress("");
            rows.add(screen.row(table.name(), finished));
            if (!finished) {
                all = false;
                break;
            }
        }
        if (rows.isEmpty()) {
            return Answer.builder()
                    .line("Nothing to move: all of it is on new.")
                    .next("Foreign keys back: fk on")
                    .build();
        }
        Answer.Builder answer = Answer.builder()
                .grid(
                        "moved",
                        "",
                        List.of("table", "rows", "batches", "gate_p50_ms", "gate_p99_ms", "waited", "state"),
                        rows);
        if (!all) {
            throw stopped(run, answer);
        }
        return answer.line(String.format(
                        Locale.ROOT, "Moved in %.1f s. old is empty of them.", (System.nanoTime() - began) / 1e9))
                .next(survey.crossing().size() == chosen.size() ? "Foreign keys back: fk on" : "The others: move all")
                .build();
    }

    private static Problem stopped(Run run, Answer.Builder answer) {
        answer.build().parts().stream()
                .filter(Answer.Grid.class::isInstance)
                .map(Answer.Grid.class::cast)
                .flatMap(grid -> grid.rows().stream())
                .forEach(row -> run.say(row.get(0) + ": " + row.get(1) + " rows moved, " + row.get(row.size() - 1)));
        return Problem.interrupted(
                "Stopped between two batches; every row is on one side, and the application sees all of them",
                "Go on whenever you like: move all");
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
        for (Table table : unclean) {
            long oid = survey.newSide().table(table.name()).orElseThrow().oid();
            MoveSettings settings = new MoveSettings(OptionalInt.empty(), Duration.ofMillis(50), 1);
            if (!new Mover(connections, settings, new MoveScreen(run), table, oid).heal()) {
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
}
