package io.pgford.shell.result;

import io.pgford.shell.print.TextGrid;
import io.pgford.shell.sql.Column;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * In columns. Rows are held back only until enough have come to measure the columns by, so that results of any size need
 * little memory; where later rows are wider, the columns grow with them.
 */
final class AlignedRows implements RowFormat {
    private static final int CHUNK_ROWS = 500;
    private static final int CHUNK_CHARACTERS = 1_000_000;
    private static final long PATIENCE = Duration.ofSeconds(2).toNanos();

    private final View view;
    private final Target target;
    private final List<Column> columns;
    private final TextGrid grid;
    private final List<List<Optional<String>>> held = new ArrayList<>();
    private long heldCharacters;
    private long heldSince;
    private boolean begun;
    private boolean cut;
    private Optional<RowFormat> instead = Optional.empty();

    AlignedRows(View view, Target target, List<Column> columns) {
        this.view = view;
        this.target = target;
        this.columns = columns;
        boolean[] numeric = new boolean[columns.size()];
        for (int i = 0; i < numeric.length; i++) {
            numeric[i] = columns.get(i).numeric();
        }
        List<String> names = columns.stream().map(Column::name).toList();
        this.grid = new TextGrid(target.style(), TextGrid.Look.RULED, names, numeric);
    }

    @Override
    public void row(List<Optional<String>> values) {
        if (instead.isPresent()) {
            instead.get().row(values);
            return;
        }
        if (held.isEmpty()) {
            heldSince = System.nanoTime();
        }
        held.add(values);
        for (Optional<String> value : values) {
            heldCharacters += value.map(String::length).orElse(0);
        }
        if (held.size() >= CHUNK_ROWS
                || heldCharacters > CHUNK_CHARACTERS
                || System.nanoTime() - heldSince > PATIENCE) {
            flush();
        }
    }

    @Override
    public void flush() {
        if (instead.isPresent() || held.isEmpty()) {
            return;
        }
        List<List<TextGrid.Cell>> cells = held.stream().map(this::cells).toList();
        cells.forEach(grid::measure);
        if (!begun && view.expanded() == View.Expanded.AUTO && target.width() > 0 && grid.width() > target.width()) {
            ExpandedRows expanded = new ExpandedRows(view, target, columns);
            held.forEach(expanded::row);
            instead = Optional.of(expanded);
        } else {
            cut |= grid.fit(limit());
            begin();
            cells.forEach(row -> grid.printRow(row, target.line()));
        }
        held.clear();
        heldCharacters = 0;
    }

    @Override
    public void end() {
        flush();
        if (instead.isEmpty() && !begun) {
            grid.fit(limit());
            begin();
        }
    }

    @Override
    public boolean cut() {
        return cut;
    }

    private void begin() {
        if (!begun && !view.tuplesOnly()) {
            grid.printHeadings(target.line());
        }
        begun = true;
    }

    private int limit() {
        return view.cut() && target.width() > 0 ? target.width() : Integer.MAX_VALUE;
    }

    private List<TextGrid.Cell> cells(List<Optional<String>> values) {
        List<TextGrid.Cell> cells = new ArrayList<>(values.size());
        for (Optional<String> value : values) {
            cells.add(NullText.cell(view, target.style(), value));
        }
        return cells;
    }
}
