package io.pgford.command;

import io.pgford.database.Side;
import io.pgford.problem.Exit;
import java.util.ArrayList;
import java.util.List;

/**
 * What a command has to tell when it is done. The shell prints it as text, or as one JSON object with {@code --json}; a command
 * never formats anything itself.
 *
 * @param parts in the order in which they are shown
 * @param next what to do next, one line; may be empty
 * @param exit how the command ended
 */
public record Answer(List<Part> parts, String next, Exit exit) {
    public Answer {
        parts = List.copyOf(parts);
    }

    /** One part of an answer. */
    public sealed interface Part permits Line, Grid, Sql {}

    /** A sentence. */
    public record Line(String text) implements Part {}

    /**
     * Rows under columns.
     *
     * @param name the key in JSON, in snake_case
     * @param title shown above; may be empty
     * @param columns in snake_case; shown with spaces, and the keys in JSON
     * @param rows {@code null} for no value; numbers as numbers, so that they are set to the right; a {@link Share} for a bar, a
     *     {@link Trend} for a line of small ones
     */
    public record Grid(String name, String title, List<String> columns, List<List<Object>> rows) implements Part {
        public Grid {
            columns = List.copyOf(columns);
        }
    }

    /** A statement that a dry run would have run, and where. Secrets are masked already. */
    public record Sql(Side side, String text) implements Part {}

    /** A sentence, and done. */
    public static Answer done(String text) {
        return builder().line(text).build();
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Collects the parts. */
    public static final class Builder {
        private final List<Part> parts = new ArrayList<>();
        private String next = "";
        private Exit exit = Exit.DONE;

        private Builder() {}

        public Builder line(String text) {
            parts.add(new Line(text));
            return this;
        }

        public Builder grid(String name, String title, List<String> columns, List<List<Object>> rows) {
            parts.add(new Grid(name, title, columns, rows));
            return this;
        }

        public Builder sql(Side side, String text) {
            parts.add(new Sql(side, text));
            return this;
        }

        public Builder next(String whatToDoNext) {
            next = whatToDoNext;
            return this;
        }

        public Builder exit(Exit how) {
            exit = how;
            return this;
        }

        public Answer build() {
            return new Answer(parts, next, exit);
        }
    }
}
