package io.pgford.shell.sql;

import java.sql.SQLWarning;
import java.util.List;
import java.util.Optional;

/** Takes what a statement gives, as it comes. */
public interface ResultSink {
    /** The statement gives rows, of these columns. */
    void columns(List<Column> columns);

    /** The next row, as the server writes its values. */
    void row(List<Optional<String>> values);

    /** Whether no more rows are wanted: whoever read them has gone. */
    boolean enough();

    /** The statement is a {@code COPY … TO stdout}: lines may follow, or none. */
    default void copying() {
        // Only who writes for others has to know.
    }

    /** A line of {@code COPY … TO stdout}, with its line end. */
    void copyLine(String line);

    /** What the server remarks on the way. */
    void notice(SQLWarning notice);

    /** What pgford itself remarks. */
    void remark(String text);

    /**
     * The statement is done.
     *
     * @param tag as the server says it, such as {@code UPDATE 3}
     */
    void done(String tag);
}
