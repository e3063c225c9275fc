package io.pgford.command;

import io.pgford.catalog.Survey;
import io.pgford.catalog.Table;
import io.pgford.check.RowBalance;
import io.pgford.database.Connections;
import io.pgford.problem.Exit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.shell.core.command.annotation.Arguments;
import org.springframework.shell.core.command.annotation.Command;

/** Whether all rows are accounted for. */
public final class CheckRowsCommands {
    private final Workbench workbench;
    private final CheckCommands others;

    public CheckRowsCommands(Workbench workbench, CheckCommands others) {
        this.workbench = workbench;
        this.others = others;
    }

    @Command(
            name = "check rows",
            group = "Check",
            description = "rows at the start + inserted - deleted = rows now, and no key on both sides",
            help = """
            check rows
            check rows parent "Order Items"

            Exact: rows now, keys that are there twice, rows on old after a table is finished. By the servers' statistics, so
            approximate: inserted and deleted. While anybody is at work these move; unsure by says how far. Where it does not add up,
            waits 12 s for statistics that come late. Reads the tables whole. Ends with exit code 1 where something exact is wrong.""")
    public Answer rows(Run run, @Arguments List<String> tables) {
        Connections connections = workbench.connections();
        Survey survey = Survey.of(connections);
        List<Table> chosen =
                tables.isEmpty() ? CrossingTables.inMoveOrder(survey) : CrossingTables.named(survey, tables);
        List<RowBalance> found = new ArrayList<>();
        if (survey.register().exists()) {
            for (Table table : chosen) {
                run.progress(table.name().shown());
                RowBalance.of(connections, table).ifPresent(found::add);
            }
            run.progress("");
        }
        return found.isEmpty() ? Answer.done("No table of these has begun to move.") : answer(found);
    }

    private static Answer answer(List<RowBalance> found) {
        List<List<Object>> rows = new ArrayList<>();
        List<List<Object>> twice = new ArrayList<>();
        Answer.Builder answer = Answer.builder();
        for (RowBalance b : found) {
            rows.add(List.of(
                    b.table().shown(),
                    b.atStart(),
                    b.changes().inserted(),
                    b.changes().deleted(),
                    b.now(),
                    b.difference(),
                    b.changes().unsure(),
                    b.onOld(),
                    b.doubled().size(),
                    b.unclean()));
            b.doubled().forEach(key -> twice.add(List.of(b.table().shown(), key)));
        }
        answer.grid(
                "rows",
                "",
                List.of(
                        "table",
                        "at_start",
                        "inserted",
                        "deleted",
                        "now",
                        "difference",
                        "unsure_by",
                        "on_old",
                        "keys_twice",
                        "interrupted"),
                rows);
        found.forEach(b -> explain(b).ifPresent(answer::line));
        if (found.stream().allMatch(RowBalance::holds)) {
            return answer.line(
                            "Rows now, and that no key is there twice, are exact; inserted and deleted are the servers'"
                                    + " statistics, less what the mover did.")
                    .build();
        }
        if (!twice.isEmpty()) {
            answer.grid("keys", "Keys that are there twice, the first 20 of each", List.of("table", "key"), twice);
            found.stream()
                    .filter(b -> !b.doubled().isEmpty())
                    .forEach(b -> answer.line(
                            "The query that finds those of " + b.table() + ", on new:\n" + b.doublesQuery()));
        }
        return answer.next(
                        "Look at both rows, @both select * from only TABLE where …; or, where a batch was interrupted: recover")
                .exit(Exit.FAILED)
                .build();
    }

    private static Optional<String> explain(RowBalance b) {
        if (b.finished() && b.onOld() > 0) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "%s is finished, but %,d rows are on old: somebody writes there.",
                    b.table(),
                    b.onOld()));
        }
        if (b.difference() == 0) {
            return b.changes().unsure() == 0
                    ? Optional.empty()
                    : Optional.of(String.format(
                            Locale.ROOT,
                            "%s: somebody was at work meanwhile, and the statistics moved by %,d rows; a difference of as many"
                                    + " would not be seen.",
                            b.table(),
                            b.changes().unsure()));
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "%s: %,d rows %s than the statistics say: %s.",
                b.table(),
                Math.abs(b.difference()),
                b.difference() > 0 ? "more" : "fewer",
                b.changes()
                        .unreliable()
                        .orElse(
                                "they also count what was rolled back, do not count TRUNCATE, and come late from sessions at"
                                        + " work; it need not mean that a row is missing")));
    }

    @Command(
            name = "check all",
            group = "Check",
            description = "check fk and check rows",
            help = "check all\ncheck all --json")
    public Answer all(Run run) {
        Answer keys = others.foreignKeys(run);
        Answer rows = rows(run, List.of());
        List<Answer.Part> parts = new ArrayList<>(keys.parts());
        parts.addAll(rows.parts());
        boolean failed = keys.exit() != Exit.DONE || rows.exit() != Exit.DONE;
        return new Answer(parts, keys.next().isEmpty() ? rows.next() : keys.next(), failed ? Exit.FAILED : Exit.DONE);
    }
}
