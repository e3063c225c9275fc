package io.pgford.shell.result;

import io.pgford.shell.print.Cells;
import io.pgford.shell.sql.Column;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A table as GitHub and others read it in Markdown. It has no line ends in cells: {@code <br>} stands for them. */
final class MarkdownRows implements RowFormat {
    private final View view;
    private final Target target;

    MarkdownRows(View view, Target target, List<Column> columns) {
        this.view = view;
        this.target = target;
        line(columns.stream().map(column -> cell(column.name())).toList());
        line(columns.stream().map(column -> column.numeric() ? "---:" : "---").toList());
    }

    @Override
    public void row(List<Optional<String>> values) {
        line(values.stream().map(value -> cell(NullText.text(view, value))).toList());
    }

    private void line(List<String> cells) {
        target.line().accept(cells.stream().collect(Collectors.joining(" | ", "| ", " |")));
    }

    private static String cell(String text) {
        String escaped = text.replace("\\", "\\\\")
                .replace("|", "\\|")
                .replace("<", "&lt;")
                .replace("*", "\\*")
                .replace("_", "\\_")
                .replace("`", "\\`");
        return Cells.safe(escaped, true).replace("\n", "<br>");
    }

    @Override
    public void end() {
        // Nothing was held back.
    }
}
