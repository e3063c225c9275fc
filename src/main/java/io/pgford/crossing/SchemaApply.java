package io.pgford.crossing;

import io.pgford.database.Cancellation;
import io.pgford.database.Connections;
import io.pgford.database.Side;
import io.pgford.problem.Problem;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Step of the crossing: an SQL file, run on a side in one transaction. */
public final class SchemaApply {
    private final Connections connections;
    private final Side side;
    private final Cancellation cancellation;
    private final Consumer<String> progress;

    /**
     * For one side.
     *
     * @param progress told how far it is, in words
     */
    public SchemaApply(Connections connections, Side side, Cancellation cancellation, Consumer<String> progress) {
        this.connections = connections;
        this.side = side;
        this.cancellation = cancellation;
        this.progress = progress;
    }

    /**
     * What there was to do.
     *
     * @param statements run, or to be run
     * @param copiedRows rows sent by {@code COPY}
     * @param skipped settings that the server does not know, with their lines
     * @param alreadyApplied nothing was done, since all tables of the file are there
     */
    public record Result(List<SqlStep> statements, long copiedRows, List<String> skipped, boolean alreadyApplied) {}

    /** What {@link #apply} would run. */
    public Result plan(SqlScript script) {
        return onConnection((runner, connection) -> {
            SqlScript known = runner.withoutUnknownSettings(script);
            return new Result(known.steps(), 0, skipped(script, known), false);
        });
    }

    /**
     * Runs the script.
     *
     * @throws Problem for the first statement that fails, naming file and line; nothing is changed then
     */
    public Result apply(SqlScript script) {
        return onConnection((runner, connection) -> {
            SqlScript known = runner.withoutUnknownSettings(script);
            try {
                SqlRunner.Ran ran = runner.run(known);
                return new Result(known.steps(), ran.copiedRows(), skipped(script, known), false);
            } catch (StatementFailure failure) {
                return afterFailure(script, failure, connection);
            }
        });
    }

    private Result afterFailure(SqlScript script, StatementFailure failure, Connection connection) throws SQLException {
        if (connection.isClosed()) {
            throw connections.fault(side, failure.error());
        }
        if (cancellation.requested()) {
            throw Problem.interrupted("Interrupted at " + failure.inWords(), "Nothing was changed on " + side + ".");
        }
        if (!failure.saysAlreadyThere()) {
            throw Problem.failed(
                    failure.inWords(),
                    "Nothing was changed on " + side + ": " + script.file().advice(),
                    failure);
        }
        CreatedTables tables = CreatedTables.of(script, connection);
        if (tables.missing().isEmpty() && !tables.there().isEmpty()) {
            return new Result(List.of(), 0, List.of(), true);
        }
        throw Problem.failed(
                failure.inWords() + "\n" + presence(tables),
                "Nothing was changed on " + side + ". schema diff tells what the sides have.",
                failure);
    }

    private static String presence(CreatedTables tables) {
        if (tables.there().isEmpty() && tables.missing().isEmpty()) {
            return "The file creates no table by which to tell whether it was applied before.";
        }
        return "Of the tables that the file creates, there already: " + listed(tables.there()) + "; not there: "
                + listed(tables.missing()) + ".";
    }

    private static String listed(List<String> names) {
        return names.isEmpty() ? "none" : String.join(", ", names);
    }

    private static List<String> skipped(SqlScript all, SqlScript known) {
        List<String> skipped = new ArrayList<>();
        for (SqlStep step : all.without(known.steps()::contains).steps()) {
            skipped.add(String.format(Locale.ROOT, "%s: %s", all.file().place(step.line()), step.firstWords()));
        }
        return skipped;
    }

    private interface Work {
        Result on(SqlRunner runner, Connection connection) throws SQLException;
    }

    /** On a connection of its own, since a script may change its settings. */
    private Result onConnection(Work work) {
        try (Connection own = connections.open(side, "schema")) {
            return cancellation.over(
                    own, connection -> work.on(new SqlRunner(connection, cancellation, progress), connection));
        } catch (SQLException e) {
            throw connections.fault(side, e);
        }
    }
}
