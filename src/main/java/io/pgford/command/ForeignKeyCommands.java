package io.pgford.command;

import io.pgford.catalog.ForeignKey;
import io.pgford.catalog.KeptForeignKey;
import io.pgford.catalog.Survey;
import io.pgford.check.Orphans;
import io.pgford.crossing.Change;
import io.pgford.crossing.ForeignKeyStep;
import io.pgford.crossing.Plan;
import io.pgford.database.Connections;
import io.pgford.database.Side;
import io.pgford.problem.Exit;
import io.pgford.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.shell.core.command.annotation.Command;
import org.springframework.shell.core.command.annotation.Option;

/** Steps 7 and 10: foreign keys on {@code new} off, and on again. */
public final class ForeignKeyCommands {
    private static final String GROUP = "Crossing";

    private final Workbench workbench;

    public ForeignKeyCommands(Workbench workbench) {
        this.workbench = workbench;
    }

    @Command(
            name = "fk off",
            group = GROUP,
            description =
                    "Take off the foreign keys, which see only the rows of their side; their definitions are kept",
            help = "fk off --dry-run\nfk off")
    public Answer off(@Option(longName = "dry-run", description = "Show the SQL, run none of it") boolean dryRun) {
        Connections connections = workbench.connections();
        Survey survey = Survey.of(connections);
        ForeignKeyStep step = new ForeignKeyStep(connections);
        Plan plan = step.off(survey);
        Plan onOld = step.offOld(survey);
        if (dryRun) {
            return PlanAnswer.dryRun(
                    Stream.concat(plan.changes().stream(), onOld.changes().stream())
                            .toList(),
                    List.of());
        }
        plan.apply(connections);
        onOld.apply(connections);
        int kept = Survey.of(connections).register().keptForeignKeys().size();
        return PlanAnswer.done(
                plan,
                "Foreign keys are off on both sides; pgford keeps " + PlanAnswer.count(kept, "definition") + " on new.",
                kept == 0
                        ? "No foreign key is in the way: nothing done."
                        : "They are off already; pgford keeps " + PlanAnswer.count(kept, "definition") + " on new.",
                "Let the application delete children itself until fk on: cascades do not reach across. Then: seq sync");
    }

    @Command(
            name = "fk on",
            group = GROUP,
            description = "Bring the foreign keys back, NOT VALID first, and validate them",
            help = "fk on --dry-run\nfk on")
    public Answer on(
            Run run, @Option(longName = "dry-run", description = "Show the SQL, run none of it") boolean dryRun) {
        Connections connections = workbench.connections();
        Survey survey = Survey.of(connections);
        ForeignKeyStep step = new ForeignKeyStep(connections);
        List<KeptForeignKey> kept = survey.register().keptForeignKeys();
        List<KeptForeignKey> keptOnOld = survey.register().keptOnOld();
        if (kept.isEmpty() && keptOnOld.isEmpty()) {
            return Answer.builder()
                    .line("No foreign key is off: nothing done.")
                    .next(whatFollows(survey))
                    .build();
        }
        step.refuseTooEarly(survey);
        if (dryRun) {
            List<Change> changes = Stream.concat(
                            kept.stream().flatMap(k -> step.on(survey, Side.NEW, k).stream()),
                            keptOnOld.stream().flatMap(k -> step.on(survey, Side.OLD, k).stream()))
                    .toList();
            Answer.Builder answer = Answer.builder();
            changes.forEach(change -> answer.sql(change.side(), change.shown()));
            return answer.line(PlanAnswer.count(changes.size(), "statement")
                            + " would run, each in a transaction of its own; nothing was changed.")
                    .build();
        }
        return bringBack(run, survey, step, kept);
    }

    private Answer bringBack(Run run, Survey survey, ForeignKeyStep step, List<KeptForeignKey> kept) {
        List<List<Object>> orphanRows = new ArrayList<>();
        Answer.Builder answer = Answer.builder();
        int back = 0;
        for (KeptForeignKey key : kept) {
            if (run.interrupted()) {
                throw Problem.interrupted(
                        PlanAnswer.count(back, "foreign key") + " of " + kept.size() + " brought back", "Go on: fk on");
            }
            run.progress("validating " + key.key().shown());
            try {
                step.bringBack(survey, Side.NEW, key);
                back++;
            } catch (Problem problem) {
                Orphans orphans = workbench.connections().with(Side.NEW, c -> Orphans.of(c, key.key()));
                if (orphans.count() == 0) {
                    throw problem;
                }
                tell(answer, orphans, orphanRows);
            }
        }
        if (back == kept.size()) {
            // old's tables are empty of these rows now, so this is quick; it leaves old's schema as it was.
            for (KeptForeignKey key : survey.register().keptOnOld()) {
                step.bringBack(survey, Side.OLD, key);
            }
            int onOld = survey.register().keptOnOld().size();
            return answer.line((back > 0
                                    ? PlanAnswer.count(back, "foreign key")
                                    : PlanAnswer.count(onOld, "foreign key") + " of old")
                            + " back in force and validated.")
                    .next(whatFollows(survey))
                    .build();
        }
        return answer.grid(
                        "orphan_rows",
                        "The first " + Orphans.SHOWN + " orphans of each",
                        List.of("foreign_key", "row"),
                        orphanRows)
                .line(back + " of " + PlanAnswer.count(kept.size(), "foreign key")
                        + " back and validated; the others hold for new rows, but not for these.")
                .next("Delete these rows, or bring back what they refer to; then: fk on")
                .exit(Exit.FAILED)
                .build();
    }

    /** What is to be done once no key is off: that depends on whether anything has crossed, not on this command alone. */
    private static String whatFollows(Survey survey) {
        if (survey.crossing().isEmpty() || !survey.register().exists()) {
            return "The steps in order: plan";
        }
        return survey.register().progress().isEmpty()
                ? "Before rows move they have to be off: fk off"
                : "All done? cleanup";
    }

    private static void tell(Answer.Builder answer, Orphans orphans, List<List<Object>> rows) {
        orphans.rows().forEach(row -> rows.add(List.of(orphans.key().name(), row)));
        answer.line(orphans.key().shown() + " does not hold: " + PlanAnswer.count(orphans.count(), "row")
                + " without a parent. All of them, on new:\n" + orphans.query());
    }

    @Command(
            name = "fk status",
            group = GROUP,
            description = "Which foreign keys on new are in force, and which pgford keeps",
            help = "fk status\nfk status --json")
    @Watchable
    public Answer status() {
        Connections connections = workbench.connections();
        Survey survey = Survey.of(connections);
        List<List<Object>> rows = new ArrayList<>();
        List<ForeignKey> inForce = new ForeignKeyStep(connections).inForce(survey, Side.NEW);
        for (ForeignKey key : inForce) {
            rows.add(row(key, key.validated() ? "on" : "on, not validated"));
        }
        survey.register().keptForeignKeys().stream()
                .map(KeptForeignKey::key)
                .filter(key -> inForce.stream()
                        .noneMatch(
                                k -> k.table().equals(key.table()) && k.name().equals(key.name())))
                .forEach(key -> rows.add(row(key, "off, kept by pgford")));
        return Answer.builder()
                .grid("foreign_keys", "", List.of("table", "foreign_key", "references", "state"), rows)
                .build();
    }

    private static List<Object> row(ForeignKey key, String state) {
        return List.of(key.table().shown(), key.name(), key.referencedTable().shown(), state);
    }
}
