package io.pgford.shell.sql;

import java.sql.SQLWarning;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keeps a result in memory, up to a limit. */
public final class CollectedRows implements ResultSink {
    private static final int MOST_ROWS = 5_000;
    private static final long MOST_CHARACTERS = 5_000_000;

    private final ResultPrinter remarks;
    private final int mostRows;
    private Optional<List<Column>> columns = Optional.empty();
    private String tag = "";
    private final List<List<Optional<String>>> rows = new ArrayList<>();
    private long characters;

    /** @param remarks prints what the server remarks */
    public CollectedRows(ResultPrinter remarks) {
        this(remarks, MOST_ROWS);
    }

    /**
     * Another limit than what two results can be compared with.
     *
     * @param remarks prints what the server remarks
     */
    public CollectedRows(ResultPrinter remarks, int mostRows) {
        this.remarks = remarks;
        this.mostRows = mostRows;
    }

    /** Those of the result; none where there was no result. */
    public List<Column> columns() {
        return columns.orElse(List.of());
    }

    /** Whether the statement gave a result, be it without rows. */
    public boolean isResult() {
        return columns.isPresent();
    }

    /** What the server said when it was done. */
    public String tag() {
        return tag;
    }

    public List<List<Optional<String>>> rows() {
        return rows;
    }

    @Override
    public void columns(List<Column> given) {
        columns = Optional.of(given);
    }

    @Override
    public void row(List<Optional<String>> values) {
        rows.add(values);
        for (Optional<String> value : values) {
            characters += value.map(String::length).orElse(0);
        }
    }

    /** More than can be kept. */
    @Override
    public boolean enough() {
        return rows.size() > mostRows || characters > MOST_CHARACTERS;
    }

    @Override
    public void copyLine(String line) {
        throw new IllegalStateException("COPY gives no rows");
    }

    @Override
    public void notice(SQLWarning notice) {
        remarks.notice(notice);
    }

    @Override
    public void remark(String text) {
        remarks.remark(text);
    }

    @Override
    public void done(String said) {
        tag = said;
    }
}
