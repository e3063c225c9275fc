package io.pgford.command;

import io.pgford.catalog.Register;
import io.pgford.catalog.Survey;
import io.pgford.catalog.Table;
import io.pgford.crossing.InheritStep;
import io.pgford.crossing.Plan;
import io.pgford.crossing.TreeStatistics;
import io.pgford.database.Connections;
import java.util.List;
import org.springframework.shell.core.command.annotation.Arguments;
import org.springframework.shell.core.command.annotation.Command;
import org.springframework.shell.core.command.annotation.Option;

/** Step 6: tables on {@code new} show the rows of both sides. */
public final class InheritCommands {
    private static final String GROUP = "Crossing";

    private final Workbench workbench;

    public InheritCommands(Workbench workbench) {
        this.workbench = workbench;
    }

    @Command(
            name = "inherit",
            group = GROUP,
            description = "Attach the foreign tables, so that tables on new show the rows of both sides",
            help = """
                    inherit
                    inherit parent child
                    inherit --dry-run""")
    public Answer inherit(
            @Arguments List<String> tables,
            @Option(longName = "dry-run", description = "Show the SQL, run none of it") boolean dryRun) {
        Connections connections = workbench.connections();
        Survey survey = Survey.of(connections);
        List<Table> chosen = tables.isEmpty() ? survey.crossing() : CrossingTables.named(survey, tables);
        Plan plan = new InheritStep(connections).plan(survey, chosen);
        TreeStatistics statistics = new TreeStatistics(connections);
        Plan missing = statistics.plan(survey, chosen);
        Plan all = plan.and(missing);
        if (dryRun) {
            return PlanAnswer.dryRun(all.changes(), all.notes());
        }
        plan.apply(connections);
        List<String> failed = statistics.gather(missing);
        Register after = Survey.of(connections).register();
        long attached = chosen.stream().filter(t -> after.attached(t.name())).count();
        return PlanAnswer.done(
                all.noting(failed),
                "Tables on new that show the rows of both sides: " + attached + ".",
                "Already so: nothing done.",
                after.progress().isEmpty()
                        ? "Foreign keys, which see only the local rows: fk off"
                        : "Go on: fk off, then move all");
    }

    @Command(
            name = "inherit off",
            group = GROUP,
            description = "Detach the foreign tables again, before anything has moved",
            help = "inherit off\ninherit off --dry-run")
    public Answer off(@Option(longName = "dry-run", description = "Show the SQL, run none of it") boolean dryRun) {
        Connections connections = workbench.connections();
        Plan plan = new InheritStep(connections).undo(Survey.of(connections));
        if (dryRun) {
            return PlanAnswer.dryRun(plan.changes(), plan.notes());
        }
        plan.apply(connections);
        return PlanAnswer.done(
                plan,
                "Tables on new show only their own rows again.",
                "Nothing was attached.",
                "Attach again: inherit. Or take the link away: fdw drop");
    }
}
