package io.pgford.command;

import io.pgford.catalog.Survey;
import io.pgford.crossing.Plan;
import io.pgford.crossing.SequencePair;
import io.pgford.crossing.SequenceStep;
import io.pgford.database.Connections;
import io.pgford.problem.Problem;
import java.util.Arrays;
import java.util.List;
import org.springframework.shell.core.command.annotation.Command;
import org.springframework.shell.core.command.annotation.Option;

/** Step 8: sequences. */
public final class SequenceCommands {
    private static final String GROUP = "Crossing";

    private final Workbench workbench;

    public SequenceCommands(Workbench workbench) {
        this.workbench = workbench;
    }

    @Command(
            name = "seq sync",
            group = GROUP,
            description = "Let the sequences on new go on from beyond those on old; never moves one backwards",
            help = """
                    seq sync
                    seq sync --gap 1000000
                    seq sync --dry-run""")
    public Answer sync(
            @Option(
                            longName = "gap",
                            description =
                                    "Values left between the two, for what old hands out until the application has moved",
                            defaultValue = "10000")
                    long gap,
            @Option(longName = "dry-run", description = "Show the SQL, run none of it") boolean dryRun) {
        if (gap < 0) {
            throw Problem.usage("--gap is a number of values, zero or more", "For instance: seq sync --gap 10000");
        }
        Connections connections = workbench.connections();
        Plan plan = SequenceStep.plan(Survey.of(connections), gap);
        if (dryRun) {
            return PlanAnswer.dryRun(plan.changes(), plan.notes());
        }
        plan.apply(connections);
        return PlanAnswer.done(
                plan,
                PlanAnswer.count(plan.changes().size(), "sequence") + " on new moved ahead of old.",
                "All sequences on new are ahead already: nothing done.",
                "Let the application start on new (the sample's: worker switch new), then: move all");
    }

    @Command(
            name = "seq status",
            group = GROUP,
            description = "The next value of each sequence on both sides, and the distance",
            help = "seq status\nseq status --watch\nseq status --json")
    @Watchable
    public Answer status(Run run) {
        List<SequencePair> pairs = SequenceStep.pairs(Survey.of(workbench.connections()));
        if (run.watched().isPresent()) {
            return watch(run.watched().get(), pairs);
        }
        List<List<Object>> rows = pairs.stream().map(SequenceCommands::row).toList();
        return Answer.builder()
                .grid("sequences", "", List.of("sequence", "column", "old_next", "new_next", "ahead_by"), rows)
                .next(next(pairs))
                .build();
    }

    private static String next(List<SequencePair> pairs) {
        boolean behind = pairs.stream().anyMatch(SequenceCommands::isBehind);
        return behind ? "Some are behind, and would hand out values twice: seq sync" : "";
    }

    /** The same, with how quickly each side hands out values. */
    private static Answer watch(Memory memory, List<SequencePair> pairs) {
        Rates rates = memory.of(Rates.class, Rates::new);
        long now = System.nanoTime();
        List<List<Object>> rows = pairs.stream()
                .map(pair -> Arrays.<Object>asList(
                        pair.old().name().shown(),
                        pair.old().next(),
                        rates.note("old " + pair.old().name(), pair.old().next().doubleValue(), now)
                                .orElse(null),
                        pair.fresh().map(s -> s.next()).orElse(null),
                        pair.fresh()
                                .flatMap(s -> rates.note(
                                        "new " + pair.old().name(), s.next().doubleValue(), now))
                                .orElse(null),
                        pair.distance().orElse(null)))
                .toList();
        return Answer.builder()
                .grid("sequences", "", List.of("sequence", "old_next", "old/s", "new_next", "new/s", "ahead_by"), rows)
                .next(next(pairs))
                .build();
    }

    /** Whether {@code new} would hand out values that {@code old} has handed out, or has no such sequence. */
    static boolean isBehind(SequencePair pair) {
        return pair.distance().map(d -> d.signum() < 0).orElse(true);
    }

    private static List<Object> row(SequencePair pair) {
        return Arrays.asList(
                pair.old().name().shown(),
                pair.old()
                        .owner()
                        .map(o -> o.table().shown() + "." + o.column())
                        .orElse(null),
                pair.old().next(),
                pair.fresh().map(s -> s.next()).orElse(null),
                pair.distance().orElse(null));
    }
}
