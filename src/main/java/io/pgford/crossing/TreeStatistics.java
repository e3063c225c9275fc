package io.pgford.crossing;

import io.pgford.catalog.Survey;
import io.pgford.catalog.Table;
import io.pgford.database.Connections;
import io.pgford.database.LockRetry;
import io.pgford.database.Name;
import io.pgford.database.Rows;
import io.pgford.database.Side;
import io.pgford.problem.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Statistics over the rows of both sides together, by which the planner of {@code new} joins attached tables (ANALYZE, "If the table
 * being analyzed has inheritance children"). They stay true while rows cross, and nobody else gathers them in time.
 */
public final class TreeStatistics {
    /** postgres_fdw takes a sample of {@code old}; before, it reads all of its rows. */
    private static final int SAMPLES_SINCE = 16;

    /** A second or two where all rows are read. */
    private static final double MOST_ROWS_READ = 1_000_000;

    private static final String GATHERED = """
            SELECT DISTINCT schemaname, tablename FROM pg_catalog.pg_stats WHERE inherited
            """;

    private final Connections connections;

    public TreeStatistics(Connections connections) {
        this.connections = connections;
    }

    /** What gathers those that are missing for these tables once they are attached; the notes name tables that are too large for it. */
    public Plan plan(Survey survey, List<Table> tables) {
        Set<Name> gathered = connections.with(
                Side.NEW, c -> new HashSet<>(Rows.list(c, GATHERED, r -> new Name(r.getString(1), r.getString(2)))));
        boolean samples = survey.newSide().major() >= SAMPLES_SINCE;
        List<Change> changes = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (Table table : tables) {
            boolean missing = table.estimatedRows() > 0
                    && !gathered.contains(table.name())
                    && !survey.register().finished(table.name());
            if (missing && (samples || table.estimatedRows() <= MOST_ROWS_READ)) {
                changes.add(Change.on(Side.NEW, "ANALYZE " + table.name().sql()));
            } else if (missing) {
                notes.add(String.format(
                        Locale.ROOT,
                        "Queries on %1$s are planned without statistics: PostgreSQL %2$d would read all of old for them."
                                + " When there is time: @new analyze %1$s;",
                        table.name(),
                        survey.newSide().major()));
            }
        }
        return new Plan(changes, notes);
    }

    /** Gathers them, each on its own; returns what could not be gathered, for people. Nothing depends on it. */
    public List<String> gather(Plan plan) {
        List<String> failed = new ArrayList<>();
        for (Change change : plan.changes()) {
            try {
                LockRetry.inTransaction(connections, Side.NEW, c -> {
                    Rows.run(c, change.sql());
                    return true;
                });
            } catch (Problem e) {
                failed.add("No statistics yet, " + e.what() + ". Queries may be slow until it works: " + change + ";");
            }
        }
        return failed;
    }
}
