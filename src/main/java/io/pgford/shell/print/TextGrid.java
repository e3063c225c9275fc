package io.pgford.shell.print;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Rows under columns, aligned: the one place that knows how. */
public final class TextGrid {
    private final Style style;
    private final Look look;
    private final List<String> headings;
    private final boolean[] numeric;
    private final int[] widths;

    /** What stands between the columns. */
    public enum Look {
        /** Nothing but space, and long text broken into lines: for answers. */
        CALM,
        /** Lines, and long text cut: for the results of SQL, whose cells may hold anything. */
        RULED
    }

    /**
     * One cell, made safe for a terminal.
     *
     * @param lines at least one
     */
    public record Cell(List<String> lines, boolean empty) {
        /** A value of one line. */
        public static Cell of(String text) {
            return new Cell(List.of(Cells.safe(text, false)), false);
        }

        /** A value that keeps its line ends. */
        public static Cell ofLines(String text) {
            return text.indexOf('\n') < 0
                    ? of(text)
                    : new Cell(List.of(Cells.safe(text, true).split("\n", -1)), false);
        }

        /** No value. */
        public static Cell none(Style style) {
            return new Cell(List.of(style.unicode() ? "∅" : "null"), true);
        }

        String text() {
            return String.join("\n", lines);
        }

        /** With lines broken where they are longer than the column. */
        Cell wrapped(int width) {
            return width() <= width
                    ? this
                    : new Cell(
                            lines.stream()
                                    .flatMap(line -> Cells.wrap(line, width).stream())
                                    .toList(),
                            empty);
        }

        int width() {
            return lines.stream().mapToInt(Cells::width).max().orElse(0);
        }
    }

    /** @param numeric which columns are set to the right */
    public TextGrid(Style style, Look look, List<String> headings, boolean[] numeric) {
        this.style = style;
        this.look = look;
        this.headings =
                headings.stream().map(heading -> Cells.safe(heading, false)).toList();
        this.numeric = numeric.clone();
        this.widths = this.headings.stream().mapToInt(Cells::width).toArray();
    }

    /** Makes the columns wide enough for a row that will be printed. */
    public void measure(List<Cell> row) {
        for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], row.get(i).width());
        }
    }

    /**
     * Narrows the widest columns until a line fits. Columns keep at least eight places.
     *
     * @return whether one had to be narrowed
     */
    public boolean fit(int lineWidth) {
        int least = 8;
        boolean narrowed = false;
        while (width() > lineWidth) {
            int widest = 0;
            for (int i = 1; i < widths.length; i++) {
                widest = widths[i] > widths[widest] ? i : widest;
            }
            if (widths.length == 0 || widths[widest] <= least) {
                return narrowed;
            }
            narrowed = true;
            widths[widest] = Math.max(least, widths[widest] - Math.max(1, (width() - lineWidth) / 4));
        }
        return narrowed;
    }

    /** The columns of the terminal that a line takes. */
    public int width() {
        int between = look == Look.RULED ? 3 : 2;
        int sum = 2;
        for (int i = 0; i < widths.length; i++) {
            sum += widths[i] + (i == 0 ? 0 : between);
        }
        return sum;
    }

    /** The columns of the terminal that some columns of the grid take, with what stands between them. */
    public int widthOf(int from, int to) {
        int sum = 0;
        for (int i = from; i < to; i++) {
            sum += widths[i] + (i == from ? 0 : 3);
        }
        return sum;
    }

    /** The headings, and the rule under them if there is one. */
    public void printHeadings(Consumer<String> out) {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < widths.length; i++) {
            String heading = Cells.cut(headings.get(i), widths[i], style.unicode());
            String placed = numeric[i] ? Cells.right(heading, widths[i]) : Cells.left(heading, widths[i]);
            cells.add(look == Look.RULED ? style.bold(placed) : style.dim(placed));
        }
        out.accept(line(cells, new boolean[widths.length]));
        if (look == Look.RULED) {
            String dash = style.unicode() ? "─" : "-";
            StringBuilder rule = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                rule.append(i == 0 ? "" : style.unicode() ? "┼" : "+").append(dash.repeat(widths[i] + 2));
            }
            out.accept(style.dim(rule.toString()));
        }
    }

    /** One row: as many lines as its tallest cell has. */
    public void printRow(List<Cell> given, Consumer<String> out) {
        List<Cell> row = new ArrayList<>();
        for (int i = 0; i < widths.length; i++) {
            row.add(look == Look.CALM ? given.get(i).wrapped(widths[i]) : given.get(i));
        }
        int height = row.stream().mapToInt(cell -> cell.lines().size()).max().orElse(1);
        for (int at = 0; at < height; at++) {
            List<String> cells = new ArrayList<>();
            boolean[] goesOn = new boolean[widths.length];
            for (int i = 0; i < widths.length; i++) {
                cells.add(place(row.get(i), at, i));
                goesOn[i] = look == Look.RULED && at + 1 < row.get(i).lines().size();
            }
            out.accept(line(cells, goesOn));
        }
    }

    private String place(Cell cell, int at, int column) {
        String text = at < cell.lines().size() ? cell.lines().get(at) : "";
        String cut = Cells.cut(text, widths[column], style.unicode());
        String placed = numeric[column] ? Cells.right(cut, widths[column]) : Cells.left(cut, widths[column]);
        return cell.empty() ? style.dim(placed) : placed;
    }

    /** @param goesOn which cells have another line below: the space behind them says so, as psql's does */
    private String line(List<String> cells, boolean[] goesOn) {
        if (look == Look.CALM) {
            String line = "  " + String.join("  ", cells);
            return style.colour() ? line : line.stripTrailing();
        }
        String more = style.dim(style.unicode() ? "↵" : "+");
        String bar = style.dim(style.unicode() ? "│" : "|");
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            line.append(i == 0 ? " " : bar + " ").append(cells.get(i)).append(goesOn[i] ? more : " ");
        }
        return line.toString().stripTrailing();
    }
}
