package io.pgford.shell.result;

import java.util.List;
import java.util.Optional;

/** Writes the rows of one result, as they come. Made anew for each. */
public interface RowFormat {
    /** One row: the values as the server writes them. */
    void row(List<Optional<String>> values);

    /** Writes what was held back to measure it, so that a slow result is seen. */
    default void flush() {}

    /** No more rows come. */
    void end();

    /** Whether a cell was cut. */
    default boolean cut() {
        return false;
    }
}
