package io.pgford.shell;

import io.pgford.database.Side;
import io.pgford.problem.Problem;
import io.pgford.shell.result.Format;
import io.pgford.shell.result.Output;
import io.pgford.shell.result.Outputs;
import io.pgford.shell.result.SideBySide;
import io.pgford.shell.result.View;
import io.pgford.shell.sql.CollectedRows;
import io.pgford.shell.sql.Column;
import io.pgford.shell.sql.ResultPrinter;
import io.pgford.shell.sql.Sessions;
import io.pgford.sql.StatementKind;
import io.pgford.sql.Statements;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs a query on both sides and shows the results beside each other. */
final class BothSides {
    private final Sessions sessions;
    private final Outputs outputs;

    BothSides(Sessions sessions, Outputs outputs) {
        this.sessions = sessions;
        this.outputs = outputs;
    }

    /** Whether it can be: rows of a query, for people. */
    static boolean isFor(String sql, View view) {
        return view.format() == Format.ALIGNED && Statements.kind(sql) == StatementKind.QUERY;
    }

    /**
     * Runs it.
     *
     * @return whether it was shown; not where the results have different columns or are too many to be compared
     * @throws Problem for what went wrong, after the result of the other side was shown
     */
    boolean run(Console console, String sql, View view, boolean timing) {
        long began = System.nanoTime();
        Map<Side, CollectedRows> results = new EnumMap<>(Side.class);
        List<Problem> failed = new ArrayList<>();
        ResultPrinter remarks = new ResultPrinter(console, view, false, () -> outputs.open(console, view));
        for (Side side : Side.values()) {
            CollectedRows rows = new CollectedRows(remarks);
            try {
                sessions.on(side).run(sql, Optional.empty(), rows);
            } catch (Problem problem) {
                failed.add(problem);
                continue;
            }
            if (rows.enough() || rows.columns().isEmpty()) {
                return false;
            }
            results.put(side, rows);
        }
        remarks.close();
        if (!failed.isEmpty()) {
            results.forEach((side, rows) -> printAlone(console, side, rows, view));
            throw SqlRunner.together(failed);
        }
        CollectedRows atOld = results.get(Side.OLD);
        CollectedRows atNew = results.get(Side.NEW);
        if (!names(atOld).equals(names(atNew))) {
            console.err()
                    .println(console.style().dim("The columns differ, so the results follow one after the other."));
            return false;
        }
        try (Output output = outputs.open(console, view)) {
            SideBySide sides = new SideBySide(view, output, atOld.columns(), atOld.rows(), atNew.rows());
            sides.print();
            String time = timing ? " in " + ResultPrinter.elapsed(System.nanoTime() - began) : "";
            output.line(output.style().dim(sides.summary() + time));
        }
        return true;
    }

    private void printAlone(Console console, Side side, CollectedRows rows, View view) {
        console.out().println(console.style().side(side, side.word()));
        try (ResultPrinter printer = new ResultPrinter(console, view, false, () -> outputs.open(console, view))) {
            printer.columns(rows.columns());
            rows.rows().forEach(printer::row);
            printer.done("SELECT");
        }
    }

    private static List<String> names(CollectedRows rows) {
        return rows.columns().stream().map(Column::name).toList();
    }
}
