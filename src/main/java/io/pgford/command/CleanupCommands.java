package io.pgford.command;

import io.pgford.catalog.Survey;
import io.pgford.crossing.CleanupStep;
import io.pgford.crossing.Plan;
import io.pgford.database.Connections;
import io.pgford.problem.Problem;
import org.springframework.shell.core.command.annotation.Command;
import org.springframework.shell.core.command.annotation.Option;

/** Step 11. */
public final class CleanupCommands {
    private final Workbench workbench;

    public CleanupCommands(Workbench workbench) {
        this.workbench = workbench;
    }

    @Command(
            name = "cleanup",
            group = "Crossing",
            description = "Take all of pgford away from new, once nothing is left on old",
            help = "cleanup --dry-run\ncleanup\ncleanup --drop-set-aside")
    public Answer cleanup(
            Run run,
            @Option(longName = "dry-run", description = "Show the SQL, run none of it") boolean dryRun,
            @Option(
                            longName = "drop-set-aside",
                            description = "Drop the rows in pgford.set_aside as well, if there are any")
                    boolean dropSetAside,
            @Option(longName = "yes", description = "Do not ask at the prompt") boolean yes) {
        Connections connections = workbench.connections();
        Survey survey = Survey.of(connections);
        CleanupStep step = new CleanupStep(connections);
        Plan plan = step.plan(survey, dropSetAside);
        if (dryRun) {
            return PlanAnswer.dryRun(plan.changes(), plan.notes());
        }
        if (!plan.isEmpty() && !yes && !run.confirmed(question(plan), "cleanup")) {
            throw Problem.failed("Nothing was taken away.", "cleanup --dry-run shows what it would do.");
        }
        step.apply(survey, plan, dropSetAside);
        return PlanAnswer.done(
                plan,
                "Nothing of pgford is left on new.",
                "There is nothing of pgford on new.",
                plan.isEmpty() || !plan.notes().isEmpty()
                        ? ""
                        : "old is empty of these rows and no longer needed. Keep a backup of new before you remove it.");
    }

    private static String question(Plan plan) {
        return String.join("\n", plan.notes()) + (plan.notes().isEmpty() ? "" : "\n")
                + "This takes all of pgford away from new.";
    }
}
