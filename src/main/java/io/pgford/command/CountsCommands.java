package io.pgford.command;

import io.pgford.check.RowCount;
import io.pgford.check.RowCounts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.springframework.shell.core.command.annotation.Arguments;
import org.springframework.shell.core.command.annotation.Command;
import org.springframework.shell.core.command.annotation.Option;

/** How many rows are where. */
public final class CountsCommands {
    private final Workbench workbench;

    public CountsCommands(Workbench workbench) {
        this.workbench = workbench;
    }

    @Command(name = "counts", group = "Check", description = "rows of each table on old and on new", help = """
            counts
            counts parent child
            counts --watch
            counts "Order Items" --exact

            Large tables are estimated by the planner unless --exact is given; small ones, up to 32 MB, are always counted.
            Rows on new are those that are there, without the ones that new still reads from old.""")
    @Watchable
    public Answer counts(
            Run run,
            @Option(longName = "exact", description = "count large tables too; reads them whole") boolean exact,
            @Arguments List<String> tables) {
        RowCounts counts = Interruptible.with(
                run, cancellation -> RowCounts.of(workbench.connections(), tables, exact, cancellation));
        if (counts.rows().isEmpty()) {
            return Answer.done("There are no tables on either side.");
        }
        List<List<Object>> rows = new ArrayList<>();
        long sumOld = 0;
        long sumNew = 0;
        boolean allExact = true;
        for (RowCounts.Row row : counts.rows()) {
            Object onOld = row.onOld().map(RowCount::rows).orElse(null);
            Object onNew = row.onNew().map(RowCount::rows).orElse(null);
            rows.add(Arrays.asList(row.table().shown(), onOld, onNew, row.total(), share(row), how(row)));
            sumOld += row.onOld().map(RowCount::rows).orElse(0L);
            sumNew += row.onNew().map(RowCount::rows).orElse(0L);
            allExact &= row.exact();
        }
        return Answer.builder()
                .grid("counts", "", List.of("table", "old", "new", "total", "on_new", "how"), rows)
                .line(String.format(
                        Locale.ROOT,
                        "Sum: %,d rows on old, %,d on new, %,d in all%s.",
                        sumOld,
                        sumNew,
                        sumOld + sumNew,
                        allExact ? "" : ", partly estimated"))
                .next(allExact ? "" : "counts --exact counts the estimated ones too.")
                .build();
    }

    private static Share share(RowCounts.Row row) {
        long onNew = row.onNew().map(RowCount::rows).orElse(0L);
        return row.total() == 0 ? null : new Share((double) onNew / row.total());
    }

    private static String how(RowCounts.Row row) {
        if (row.exact()) {
            return "exact";
        }
        boolean oldExact = row.onOld().map(RowCount::exact).orElse(false);
        boolean newExact = row.onNew().map(RowCount::exact).orElse(false);
        return oldExact ? "new estimate" : newExact ? "old estimate" : "estimate";
    }
}
