package io.pgford.shell.result;

import io.pgford.shell.print.Cells;
import io.pgford.shell.print.Style;
import io.pgford.shell.print.TextGrid;
import io.pgford.shell.sql.Column;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One line for each value, whole. */
final class ExpandedRows implements RowFormat {
    private final View view;
    private final Target target;
    private final Style style;
    private final List<String> names;
    private final int width;
    private long rows;

    ExpandedRows(View view, Target target, List<Column> columns) {
        this.view = view;
        this.target = target;
        this.style = target.style();
        this.names =
                columns.stream().map(column -> Cells.safe(column.name(), false)).toList();
        this.width = names.stream().mapToInt(Cells::width).max().orElse(0);
    }

    @Override
    public void row(List<Optional<String>> values) {
        rows++;
        String dash = style.unicode() ? "─" : "-";
        String title = dash + "[ row " + String.format(Locale.ROOT, "%,d", rows) + " ]";
        if (!view.tuplesOnly()) {
            target.line().accept(style.dim(title + dash.repeat(Math.max(4, width + 20 - title.length()))));
        }
        String between = style.dim(style.unicode() ? " │ " : " | ");
        for (int i = 0; i < values.size(); i++) {
            TextGrid.Cell cell = NullText.cell(view, style, values.get(i));
            for (int at = 0; at < cell.lines().size(); at++) {
                String label = at == 0 ? style.bold(Cells.left(names.get(i), width)) : " ".repeat(width);
                String text = cell.lines().get(at);
                target.line().accept(label + between + (cell.empty() ? style.dim(text) : text));
            }
        }
    }

    @Override
    public void end() {
        // Nothing was held back.
    }
}
