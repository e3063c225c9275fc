package io.pgford.shell.print;

import io.pgford.command.Answer;
import io.pgford.command.Share;
import io.pgford.command.Trend;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Answers as text: sentences, aligned tables, SQL of a dry run, and what to do next. */
public final class AnswerPrinter {
    private final Style style;
    private final int width;
    private final Consumer<String> out;

    /**
     * A printer.
     *
     * @param width columns of the terminal; 0 for lines of any length
     * @param out takes one line at a time
     */
    public AnswerPrinter(Style style, int width, Consumer<String> out) {
        this.style = style;
        this.width = width;
        this.out = out;
    }

    /** Prints an answer; nothing for an empty one. */
    public void print(Answer answer) {
        Optional<Answer.Part> before = Optional.empty();
        for (Answer.Part part : answer.parts()) {
            if (before.isPresent() && !(part instanceof Answer.Line && before.get() instanceof Answer.Line)) {
                separate(before.get(), part);
            }
            printPart(part, before);
            before = Optional.of(part);
        }
        if (!answer.next().isEmpty()) {
            if (before.filter(part -> !(part instanceof Answer.Line)).isPresent()) {
                out.accept("");
            }
            answer.next().lines().forEach(line -> sentence(arrow() + line, style::dim));
        }
    }

    private void separate(Answer.Part before, Answer.Part part) {
        boolean sqlGoesOn =
                before instanceof Answer.Sql above && part instanceof Answer.Sql below && above.side() == below.side();
        if (!sqlGoesOn) {
            out.accept("");
        }
    }

    private void sentence(String text, UnaryOperator<String> look) {
        Cells.wrap(Cells.safe(text, false), width).forEach(line -> out.accept(look.apply(line)));
    }

    private String arrow() {
        return style.unicode() ? "→ " : "next: ";
    }

    private void printPart(Answer.Part part, Optional<Answer.Part> before) {
        if (part instanceof Answer.Line line) {
            line.text().lines().forEach(text -> sentence(text, UnaryOperator.identity()));
        } else if (part instanceof Answer.Grid grid) {
            printGrid(grid);
        } else if (part instanceof Answer.Sql sql) {
            boolean sameSide =
                    before.isPresent() && before.get() instanceof Answer.Sql above && above.side() == sql.side();
            printSql(sql, !sameSide);
        }
    }

    private void printSql(Answer.Sql sql, boolean withSide) {
        if (withSide) {
            out.accept(style.side(sql.side(), "-- on " + sql.side().word()));
        }
        String text = sql.text().strip();
        String ended = text.endsWith(";") ? text : text + ";";
        ended.lines().forEach(line -> out.accept(Cells.safe(line, false)));
    }

    private void printGrid(Answer.Grid grid) {
        if (!grid.title().isEmpty()) {
            out.accept(style.bold(Cells.safe(grid.title(), false)));
        }
        if (grid.rows().isEmpty()) {
            out.accept(style.dim("  none"));
            return;
        }
        boolean[] numeric = new boolean[grid.columns().size()];
        for (int i = 0; i < numeric.length; i++) {
            numeric[i] = isNumeric(grid, i);
        }
        List<String> headings =
                grid.columns().stream().map(column -> column.replace('_', ' ')).toList();
        TextGrid text = new TextGrid(style, TextGrid.Look.CALM, headings, numeric);
        List<List<TextGrid.Cell>> rows =
                grid.rows().stream().map(row -> cells(grid, row)).toList();
        rows.forEach(text::measure);
        int lineWidth = width > 0 ? width : Integer.MAX_VALUE;
        text.fit(lineWidth);
        if (text.width() > lineWidth) {
            printOneByOne(headings, rows);
            return;
        }
        text.printHeadings(out);
        int group = grid.columns().indexOf("group");
        String shown = "";
        for (List<TextGrid.Cell> row : rows) {
            boolean again = group >= 0
                    && !shown.isEmpty()
                    && shown.equals(row.get(group).text());
            text.printRow(again ? without(row, group) : row, out);
            shown = group >= 0 ? row.get(group).text() : "";
        }
    }

    /** Where the columns do not fit side by side, whatever they are narrowed to. */
    private void printOneByOne(List<String> headings, List<List<TextGrid.Cell>> rows) {
        int widest = headings.stream().mapToInt(Cells::width).max().orElse(0);
        for (int at = 0; at < rows.size(); at++) {
            if (at > 0) {
                out.accept("");
            }
            for (int i = 0; i < headings.size(); i++) {
                String value = String.join(" ", rows.get(at).get(i).lines());
                if (!value.isEmpty()) {
                    out.accept("  " + style.dim(Cells.left(headings.get(i), widest)) + "  "
                            + Cells.cut(value, Math.max(8, width - widest - 4), style.unicode()));
                }
            }
        }
    }

    private List<TextGrid.Cell> cells(Answer.Grid grid, List<Object> row) {
        TextGrid.Cell[] cells = new TextGrid.Cell[grid.columns().size()];
        for (int i = 0; i < cells.length; i++) {
            Object value = i < row.size() ? row.get(i) : null;
            cells[i] = TextGrid.Cell.ofLines(shown(grid.columns().get(i), value));
        }
        return List.of(cells);
    }

    private String shown(String column, Object value) {
        if (value == null) {
            return "";
        }
        return value instanceof Share share
                ? Bars.of(share, style.unicode())
                : value instanceof Trend trend ? Bars.of(trend, style.unicode()) : Numbers.shown(column, value);
    }

    /** A group is named on its first row only. */
    private static List<TextGrid.Cell> without(List<TextGrid.Cell> row, int column) {
        List<TextGrid.Cell> cells = new ArrayList<>(row);
        cells.set(column, TextGrid.Cell.of(""));
        return cells;
    }

    private static boolean isNumeric(Answer.Grid grid, int column) {
        List<Object> values = grid.rows().stream()
                .map(row -> column < row.size() ? row.get(column) : null)
                .filter(value -> value != null)
                .toList();
        return !values.isEmpty() && values.stream().allMatch(Number.class::isInstance);
    }
}
