package io.pgford.shell.result;

import io.pgford.shell.print.Cells;
import io.pgford.shell.sql.Column;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** RFC 4180 with line feeds, as {@code COPY … (FORMAT csv)}: no value is nothing, an empty text is {@code ""}. */
final class CsvRows implements RowFormat {
    private static final String QUOTE = "\"";

    private final View view;
    private final Target target;

    CsvRows(View view, Target target, List<Column> columns) {
        this.view = view;
        this.target = target;
        if (!view.tuplesOnly()) {
            write(columns.stream().map(column -> field(column.name())).collect(Collectors.joining(",")));
        }
    }

    @Override
    public void row(List<Optional<String>> values) {
        write(values.stream()
                .map(value -> value.map(CsvRows::field)
                        .orElseGet(() -> view.nullText().orElse("")))
                .collect(Collectors.joining(",")));
    }

    /** {@code \.} alone would end the data where COPY reads it. */
    static String field(String text) {
        boolean quoted = text.isEmpty() || text.equals("\\.");
        for (int i = 0; i < text.length() && !quoted; i++) {
            char c = text.charAt(i);
            quoted = c == ',' || c == '"' || c == '\n' || c == '\r';
        }
        return quoted ? QUOTE + text.replace(QUOTE, QUOTE + QUOTE) + QUOTE : text;
    }

    private void write(String line) {
        target.line().accept(target.terminal() ? Cells.safe(line, true) : line);
    }

    @Override
    public void end() {
        // Nothing was held back.
    }
}
