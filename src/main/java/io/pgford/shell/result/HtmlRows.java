package io.pgford.shell.result;

import io.pgford.shell.print.Cells;
import io.pgford.shell.sql.Column;
import java.util.List;
import java.util.Optional;

/** A table of HTML. */
final class HtmlRows implements RowFormat {
    private final View view;
    private final Target target;
    private final List<Column> columns;

    HtmlRows(View view, Target target, List<Column> columns) {
        this.view = view;
        this.target = target;
        this.columns = columns;
        out("<table>");
        if (!view.tuplesOnly()) {
            out("  <tr>");
            columns.forEach(column -> out("    <th>" + text(column.name()) + "</th>"));
            out("  </tr>");
        }
    }

    @Override
    public void row(List<Optional<String>> values) {
        out("  <tr>");
        for (int i = 0; i < values.size(); i++) {
            String right = columns.get(i).numeric() ? " align=\"right\"" : "";
            out("    <td" + right + ">" + text(NullText.text(view, values.get(i))) + "</td>");
        }
        out("  </tr>");
    }

    private static String text(String text) {
        String escaped = text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
        return Cells.safe(escaped, true).replace("\n", "<br>\n");
    }

    @Override
    public void end() {
        out("</table>");
    }

    private void out(String line) {
        target.line().accept(line);
    }
}
