package io.pgford.shell.sql;

import io.pgford.shell.Console;
import io.pgford.shell.print.Cells;
import io.pgford.shell.print.Style;
import io.pgford.shell.print.TextGrid;
import java.sql.SQLWarning;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.postgresql.util.PSQLWarning;
import org.postgresql.util.ServerErrorMessage;

/**
 * Prints what a statement gives. Rows are held back only until enough have come to measure the columns by, so that results of
 * any size need little memory; where later rows are wider, the columns grow with them.
 */
public final class ResultPrinter implements ResultSink {
    private static final int CHUNK_ROWS = 500;
    private static final int CHUNK_CHARACTERS = 1_000_000;

    private final Console console;
    private final Style style;
    private final boolean expanded;
    private final boolean timing;
    private final long began = System.nanoTime();

    private Optional<List<Column>> columns = Optional.empty();
    private Optional<TextGrid> grid = Optional.empty();
    private final List<List<TextGrid.Cell>> held = new ArrayList<>();
    private long heldCharacters;
    private long rows;
    private boolean headingsPrinted;
    private Optional<String> firstValue = Optional.empty();

    /** @param expanded one line for each value, instead of one for each row */
    public ResultPrinter(Console console, boolean expanded, boolean timing) {
        this.console = console;
        this.style = console.style();
        this.expanded = expanded;
        this.timing = timing;
    }

    /** The first column of the first row, if it came and was not null. */
    public Optional<String> firstValue() {
        return firstValue;
    }

    @Override
    public void columns(List<Column> given) {
        columns = Optional.of(given);
        boolean[] numeric = new boolean[given.size()];
        for (int i = 0; i < numeric.length; i++) {
            numeric[i] = given.get(i).numeric();
        }
        List<String> names = given.stream().map(Column::name).toList();
        grid = Optional.of(new TextGrid(style, TextGrid.Look.RULED, names, numeric));
    }

    @Override
    public void row(List<Optional<String>> values) {
        if (rows == 0 && !values.isEmpty()) {
            firstValue = values.get(0);
        }
        rows++;
        List<TextGrid.Cell> cells = values.stream().map(this::cell).toList();
        if (expanded) {
            printExpanded(cells);
            return;
        }
        held.add(cells);
        heldCharacters += values.stream()
                .mapToInt(value -> value.map(String::length).orElse(0))
                .sum();
        if (held.size() >= CHUNK_ROWS || heldCharacters > CHUNK_CHARACTERS) {
            flush();
        }
    }

    @Override
    public void copyLine(String line) {
        if (console.width() > 0) {
            out(Cells.safe(line.stripTrailing(), false));
        } else {
            console.out().print(line);
        }
    }

    @Override
    public void notice(SQLWarning notice) {
        ServerErrorMessage server = notice instanceof PSQLWarning psql ? psql.getServerErrorMessage() : null;
        console.out().flush();
        String text = server == null ? notice.getMessage() : notice(server);
        text.lines().forEach(line -> console.err().println(style.dim(Cells.safe(line, false))));
        console.err().flush();
    }

    private static String notice(ServerErrorMessage server) {
        return server.getSeverity() + ": " + server.getMessage()
                + (server.getDetail() == null ? "" : "\nDetail: " + server.getDetail())
                + (server.getHint() == null ? "" : "\nHint: " + server.getHint());
    }

    @Override
    public void done(String tag) {
        if (columns.isPresent()) {
            finishRows();
        }
        boolean query = columns.isPresent() && !tag.matches("(INSERT|UPDATE|DELETE|MERGE).*");
        String count = String.format(Locale.ROOT, "%,d", rows) + (rows == 1 ? " row" : " rows");
        String what = query ? count : columns.isPresent() ? count + ", " + shortTag(tag) : shortTag(tag);
        if (!what.isEmpty()) {
            out(style.dim(timing ? what + " in " + elapsed(System.nanoTime() - began) : what));
        }
        console.out().flush();
    }

    /** {@code INSERT 0 3}: the zero was an OID once. */
    private static String shortTag(String tag) {
        return tag.startsWith("INSERT 0 ") ? "INSERT " + tag.substring("INSERT 0 ".length()) : tag;
    }

    private void finishRows() {
        if (expanded) {
            return;
        }
        flush();
        if (rows == 0) {
            grid.orElseThrow().fit(widthLimit());
            grid.orElseThrow().printHeadings(this::out);
        }
    }

    private void flush() {
        if (held.isEmpty()) {
            return;
        }
        TextGrid table = grid.orElseThrow();
        held.forEach(table::measure);
        table.fit(widthLimit());
        if (!headingsPrinted) {
            table.printHeadings(this::out);
            headingsPrinted = true;
        }
        held.forEach(cells -> table.printRow(cells, this::out));
        held.clear();
        heldCharacters = 0;
        console.out().flush();
    }

    private int widthLimit() {
        return console.width() > 0 ? console.width() : Integer.MAX_VALUE;
    }

    private void printExpanded(List<TextGrid.Cell> cells) {
        List<Column> given = columns.orElseThrow();
        int width = given.stream()
                .mapToInt(column -> Cells.width(Cells.safe(column.name(), false)))
                .max()
                .orElse(0);
        String dash = style.unicode() ? "─" : "-";
        String title = dash + "[ row " + String.format(Locale.ROOT, "%,d", rows) + " ]";
        out(style.dim(title + dash.repeat(Math.max(4, width + 20 - title.length()))));
        for (int i = 0; i < cells.size(); i++) {
            String name = Cells.left(Cells.safe(given.get(i).name(), false), width);
            String between = style.dim(style.unicode() ? " │ " : " | ");
            TextGrid.Cell cell = cells.get(i);
            for (int at = 0; at < cell.lines().size(); at++) {
                String label = at == 0 ? style.bold(name) : " ".repeat(width);
                String text = cell.lines().get(at);
                out(label + between + (cell.empty() ? style.dim(text) : text));
            }
        }
    }

    private TextGrid.Cell cell(Optional<String> value) {
        return value.map(TextGrid.Cell::ofLines).orElseGet(() -> TextGrid.Cell.none(style));
    }

    private void out(String line) {
        console.out().println(line);
    }

    /** A time as people say it. */
    static String elapsed(long nanoseconds) {
        double milliseconds = nanoseconds / 1e6;
        if (milliseconds < 1_000) {
            return String.format(Locale.ROOT, milliseconds < 10 ? "%.1f ms" : "%.0f ms", milliseconds);
        }
        long seconds = nanoseconds / 1_000_000_000L;
        return seconds < 60
                ? String.format(Locale.ROOT, "%.2f s", milliseconds / 1_000)
                : String.format(Locale.ROOT, "%d:%02d min", seconds / 60, seconds % 60);
    }
}
