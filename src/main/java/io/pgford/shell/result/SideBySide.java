package io.pgford.shell.result;

import io.pgford.database.Side;
import io.pgford.shell.print.Cells;
import io.pgford.shell.print.Style;
import io.pgford.shell.print.TextGrid;
import io.pgford.shell.sql.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The results of one query on both sides beside each other. Between the rows stands what became of them: nothing for equal
 * rows, {@code ≠} for those that differ, with a star at each value that does, {@code <} for those that only {@code old} has,
 * {@code >} for those that only {@code new} has. What is too wide for that is shown by column.
 */
public final class SideBySide {
    private final View view;
    private final Output output;
    private final List<Column> columns;
    private final List<RowPairs.Pair> pairs;
    private final Style style;
    private final Consumer<String> out;

    /** Of two results with the same columns, which are whole in memory. */
    public SideBySide(
            View view,
            Output output,
            List<Column> columns,
            List<List<Optional<String>>> oldRows,
            List<List<Optional<String>>> newRows) {
        this.view = view;
        this.output = output;
        this.columns = columns;
        this.pairs = RowPairs.of(oldRows, newRows);
        this.style = output.style();
        this.out = output::line;
    }

    /** Prints them. */
    public void print() {
        List<List<TextGrid.Cell>> rows =
                pairs.stream().map(this::besideEachOther).toList();
        List<String> names = columns.stream().map(Column::name).toList();
        List<String> headings =
                Stream.of(names, List.of(""), names).flatMap(List::stream).toList();
        boolean[] numeric = new boolean[headings.size()];
        for (int i = 0; i < columns.size(); i++) {
            numeric[i] = columns.get(i).numeric();
            numeric[columns.size() + 1 + i] = numeric[i];
        }
        TextGrid grid = new TextGrid(style, TextGrid.Look.RULED, headings, numeric);
        rows.forEach(grid::measure);
        boolean wide = output.width() > 0 && grid.width() > output.width();
        if (wide || view.expanded() == View.Expanded.ON) {
            byColumn();
            return;
        }
        out.accept(sides(grid.widthOf(0, columns.size())));
        grid.printHeadings(out);
        rows.forEach(row -> grid.printRow(row, out));
    }

    private String sides(int oldWidth) {
        return " " + style.side(Side.OLD, Cells.left("old", oldWidth)) + Cells.left("", 6)
                + style.side(Side.NEW, "new");
    }

    private List<TextGrid.Cell> besideEachOther(RowPairs.Pair pair) {
        List<TextGrid.Cell> cells = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            cells.add(cell(pair.oldRow(), i, pair.differs(i)));
        }
        cells.add(TextGrid.Cell.of(sign(pair)));
        for (int i = 0; i < columns.size(); i++) {
            cells.add(cell(pair.newRow(), i, pair.differs(i)));
        }
        return cells;
    }

    private TextGrid.Cell cell(Optional<List<Optional<String>>> row, int column, boolean differs) {
        if (row.isEmpty()) {
            return TextGrid.Cell.of("");
        }
        TextGrid.Cell plain = NullText.cell(view, style, row.get().get(column));
        if (!differs) {
            return plain;
        }
        List<String> lines = new ArrayList<>(plain.lines());
        lines.set(0, "*" + lines.get(0));
        return new TextGrid.Cell(lines, plain.empty());
    }

    private String sign(RowPairs.Pair pair) {
        if (!pair.onBoth()) {
            return pair.oldRow().isPresent() ? "<" : ">";
        }
        return pair.equal() ? " " : style.unicode() ? "≠" : "!";
    }

    /** One line for each value: its name, as it is on old, and on new. */
    private void byColumn() {
        TextGrid grid = new TextGrid(style, TextGrid.Look.RULED, List.of("column", "old", "", "new"), new boolean[] {
            false, false, false, false
        });
        List<List<List<TextGrid.Cell>>> rows =
                pairs.stream().map(this::valueByValue).toList();
        rows.forEach(row -> row.forEach(grid::measure));
        grid.fit(view.cut() && output.width() > 0 ? output.width() : Integer.MAX_VALUE);
        grid.printHeadings(out);
        int number = 0;
        for (List<List<TextGrid.Cell>> row : rows) {
            number++;
            if (columns.size() > 1) {
                out.accept(style.dim("[ row " + String.format(Locale.ROOT, "%,d", number) + " ]"));
            }
            row.forEach(line -> grid.printRow(line, out));
        }
    }

    private List<List<TextGrid.Cell>> valueByValue(RowPairs.Pair pair) {
        List<List<TextGrid.Cell>> lines = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            boolean differs = pair.differs(i);
            String sign = pair.onBoth() && !differs ? " " : sign(pair);
            lines.add(List.of(
                    TextGrid.Cell.of(columns.get(i).name()),
                    cell(pair.oldRow(), i, differs),
                    TextGrid.Cell.of(sign),
                    cell(pair.newRow(), i, differs)));
        }
        return lines;
    }

    /** How many rows are equal, differ, or stand on one side only. */
    public String summary() {
        long equal = pairs.stream().filter(RowPairs.Pair::equal).count();
        long onlyOld = pairs.stream().filter(pair -> pair.newRow().isEmpty()).count();
        long onlyNew = pairs.stream().filter(pair -> pair.oldRow().isEmpty()).count();
        long differ = pairs.size() - equal - onlyOld - onlyNew;
        if (equal == pairs.size()) {
            return equal == 1 ? "1 row, equal on both sides" : count(equal) + " rows, equal on both sides";
        }
        List<String> parts = new ArrayList<>(List.of(count(equal) + " equal", count(differ) + " different"));
        if (onlyOld > 0) {
            parts.add(count(onlyOld) + " only on old");
        }
        if (onlyNew > 0) {
            parts.add(count(onlyNew) + " only on new");
        }
        return String.join(", ", parts);
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
