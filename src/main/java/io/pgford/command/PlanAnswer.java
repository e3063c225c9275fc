package io.pgford.command;

import io.pgford.crossing.Change;
import io.pgford.crossing.Plan;
import java.util.List;
import java.util.Locale;

/** How the commands of the crossing tell of a plan: as a dry run, as done, or as done already. */
final class PlanAnswer {
    private PlanAnswer() {}

    /** What a dry run shows: the SQL that would run, and where. */
    static Answer dryRun(List<Change> changes, List<String> notes) {
        Answer.Builder answer = Answer.builder();
        changes.forEach(change -> answer.sql(change.side(), change.shown()));
        notes.forEach(answer::line);
        if (changes.isEmpty()) {
            answer.line("Nothing to do: it is done already.");
        } else {
            answer.line(count(changes.size(), "statement")
                    + " would run, in one transaction on each side; nothing was changed.");
        }
        return answer.build();
    }

    /** What is said when a plan has been applied. */
    static Answer done(Plan plan, String done, String already, String next) {
        Answer.Builder answer = Answer.builder().line(plan.isEmpty() ? already : done);
        plan.notes().forEach(answer::line);
        return answer.next(next).build();
    }

    /** A number and what is counted, in the plural where it is one. */
    static String count(long number, String what) {
        return String.format(Locale.ROOT, "%,d %s%s", number, what, number == 1 ? "" : "s");
    }
}
