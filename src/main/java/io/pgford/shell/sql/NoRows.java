package io.pgford.shell.sql;

import java.sql.SQLWarning;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Takes what nobody wants to see. */
final class NoRows implements ResultSink {
    static final ResultSink SINK = new NoRows(value -> {});

    private final Consumer<String> first;

    private NoRows(Consumer<String> first) {
        this.first = first;
    }

    /** One that hands on the first value of each row. */
    static ResultSink collecting(Consumer<String> first) {
        return new NoRows(first);
    }

    @Override
    public void columns(List<Column> columns) {
        // Nobody wants them.
    }

    @Override
    public void row(List<Optional<String>> values) {
        values.get(0).ifPresent(first);
    }

    @Override
    public boolean enough() {
        return false;
    }

    @Override
    public void copyLine(String line) {
        // Nobody wants them.
    }

    @Override
    public void notice(SQLWarning notice) {
        // Nobody wants them.
    }

    @Override
    public void remark(String text) {
        // Nobody wants them.
    }

    @Override
    public void done(String tag) {
        // Nobody wants to know.
    }
}
