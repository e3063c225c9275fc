package io.pgford.shell.result;

import io.pgford.shell.print.Cells;
import io.pgford.shell.sql.Column;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** One line for each row, the values separated by {@code fieldsep}, as they are. */
final class UnalignedRows implements RowFormat {
    private final View view;
    private final Target target;

    UnalignedRows(View view, Target target, List<Column> columns) {
        this.view = view;
        this.target = target;
        if (!view.tuplesOnly()) {
            write(columns.stream().map(Column::name).collect(Collectors.joining(view.fieldSeparator())));
        }
    }

    @Override
    public void row(List<Optional<String>> values) {
        write(values.stream()
                .map(value -> NullText.text(view, value))
                .collect(Collectors.joining(view.fieldSeparator())));
    }

    private void write(String line) {
        target.line().accept(target.terminal() ? Cells.safe(line, true) : line);
    }

    @Override
    public void end() {
        // Nothing was held back.
    }
}
