package io.pgford.shell.result;

import io.pgford.shell.sql.Column;
import java.util.List;

/** Finds the writer for a view. */
public final class RowFormats {
    private RowFormats() {}

    /** The writer of one result. */
    public static RowFormat of(View view, Target target, List<Column> columns) {
        boolean expanded = view.expanded() == View.Expanded.ON;
        return switch (view.format()) {
            case ALIGNED -> expanded ? new ExpandedRows(view, target, columns) : new AlignedRows(view, target, columns);
            case UNALIGNED -> new UnalignedRows(view, target, columns);
            case CSV -> new CsvRows(view, target, columns);
            case JSON -> new JsonRows(target, columns);
            case MARKDOWN -> new MarkdownRows(view, target, columns);
            case HTML -> new HtmlRows(view, target, columns);
        };
    }
}
