package io.pgford.crossing;

import io.pgford.catalog.Check;
import io.pgford.catalog.ForeignTable;
import io.pgford.catalog.Survey;
import io.pgford.catalog.Table;
import io.pgford.database.Connections;
import io.pgford.database.Name;
import io.pgford.database.Quote;
import io.pgford.database.Rows;
import io.pgford.database.Side;
import io.pgford.problem.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Step 6: the foreign tables become children of the local ones, and the local ones get their gates. */
public final class InheritStep {
    private static final String COLUMNS = """
            SELECT a.attname || ' ' || pg_catalog.format_type(a.atttypid, a.atttypmod)
                   || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END
            FROM pg_catalog.pg_attribute a WHERE a.attrelid = ? AND a.attnum > 0 AND NOT a.attisdropped
            """;

    private final Connections connections;

    public InheritStep(Connections connections) {
        this.connections = connections;
    }

    /**
     * What is missing for these tables to show the rows of both sides.
     *
     * @throws Problem where the link or a table on {@code new} is missing, the two differ, or rows are on {@code new} already
     */
    public Plan plan(Survey survey, List<Table> tables) {
        if (survey.register().server().isEmpty() || !survey.register().exists()) {
            throw Problem.failed("There is no link from new to old yet", "Make it first: fdw init");
        }
        refuseMissing(survey, tables);
        List<Change> changes = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        List<Table> guarded = new ArrayList<>();
        for (Table table : tables) {
            Table local = survey.newSide().table(table.name()).orElseThrow();
            boolean finished = survey.register().finished(table.name());
            if (!finished) {
                changes.addAll(attach(survey, table, local));
                guarded.add(local);
            } else if (hasRows(Side.OLD, table)) {
                changes.addAll(attach(survey, table, local));
                changes.add(unfinished(table.name()));
                guarded.add(local);
                notes.add(
                        "Table " + table.name() + " was finished, but somebody has written rows on old since; they show"
                                + " on new again and can be moved.");
            }
        }
        changes.addAll(GateSql.shared(connections, survey, guarded));
        return new Plan(changes, notes);
    }

    /** Gates of their own for tables that have none yet, for a mover that is to close no others. */
    public static Plan ownGates(Survey survey, List<Table> tables) {
        return Plan.of(tables.stream()
                .filter(t -> survey.register().gatesOf(t.name(), false).isEmpty())
                .flatMap(t -> GateSql.own(survey.newSide().table(t.name()).orElseThrow()).stream())
                .toList());
    }

    /** A step for all tables that only some of them could take. */
    static void refuseMissing(Survey survey, List<Table> tables) {
        List<Name> missing = tables.stream()
                .map(Table::name)
                .filter(name -> survey.newSide().table(name).isEmpty())
                .toList();
        if (!missing.isEmpty()) {
            throw Problem.failed(
                    "Not on new yet: " + CrossingText.some(missing),
                    "Bring the schema over first: schema copy, or schema apply FILE --on new");
        }
    }

    private static Change unfinished(Name table) {
        return Change.on(
                Side.NEW,
                "UPDATE pgford.progress SET finished_at = NULL WHERE schema_name = %s AND table_name = %s"
                        .formatted(Quote.literal(table.schema()), Quote.literal(table.name())));
    }

    private List<Change> attach(Survey survey, Table table, Table local) {
        List<Change> changes = new ArrayList<>();
        Optional<ForeignTable> existing =
                Optional.ofNullable(survey.register().foreignTables().get(table.name()));
        if (existing.flatMap(ForeignTable::parent).isEmpty()) {
            Likeness.require(table, local);
            if (!survey.register().progress().containsKey(table.name())) {
                refuseRows(local);
            }
            changes.addAll(foreignTable(survey, table, existing));
            Name remote = existing.map(ForeignTable::name).orElseGet(() -> RemoteName.of(table.name()));
            changes.addAll(checksOf(local, remote));
            changes.add(Change.on(
                    Side.NEW,
                    "ALTER FOREIGN TABLE " + remote.sql() + " INHERIT "
                            + local.name().sql()));
        }
        return changes;
    }

    /** The foreign table as {@code old} has the table now; anew where its columns have changed since {@code fdw init}. */
    private List<Change> foreignTable(Survey survey, Table table, Optional<ForeignTable> existing) {
        if (existing.isPresent() && columns(existing.get()).equals(columns(table))) {
            return List.of();
        }
        if (existing.isEmpty()) {
            LinkStep.refuseTakenName(connections, table);
        }
        List<Change> changes = new ArrayList<>();
        existing.ifPresent(stale -> changes.add(Removal.drop(stale.name())));
        changes.add(ForeignTableSql.create(table, survey.newSide()));
        return changes;
    }

    private static Set<String> columns(Table table) {
        return table.columns().stream()
                .map(c -> c.name() + " " + c.type() + (c.notNull() ? " NOT NULL" : ""))
                .collect(Collectors.toSet());
    }

    private Set<String> columns(ForeignTable foreign) {
        return connections.inTransaction(Side.NEW, c -> {
            // Empty, so that types come with their schemas.
            Rows.run(c, "SET LOCAL search_path = ''");
            return new HashSet<>(Rows.list(c, COLUMNS, r -> r.getString(1), foreign.oid()));
        });
    }

    private void refuseRows(Table local) {
        if (hasRows(Side.NEW, local)) {
            throw Problem.failed(
                    "Table " + local.name()
                            + " on new has rows already; the application would see them beside those of old",
                    "Look at them: @new select * from only " + local.name()
                            + ";  Remove them if they are left over from a trial, then run inherit again.");
        }
    }

    private boolean hasRows(Side side, Table table) {
        return connections.with(
                side,
                c -> Rows.holds(
                        c, "SELECT EXISTS (SELECT FROM ONLY " + table.name().sql() + ")"));
    }

    /** A child must have its parent's checks, else the server refuses the inheritance. */
    private static List<Change> checksOf(Table local, Name remote) {
        List<Change> changes = new ArrayList<>();
        for (Check check : local.checks()) {
            if (check.inherited()) {
                String alter = "ALTER FOREIGN TABLE " + remote.sql();
                String name = Quote.identifier(check.name());
                changes.add(Change.on(Side.NEW, alter + " DROP CONSTRAINT IF EXISTS " + name));
                changes.add(Change.on(Side.NEW, alter + " ADD CONSTRAINT " + name + " " + check.definition()));
            }
        }
        return changes;
    }

    /**
     * What taking the foreign tables off again would do, for as long as nothing has moved.
     *
     * @throws Problem where rows have crossed: without the foreign tables the rest would vanish from the application's sight
     */
    public Plan undo(Survey survey) {
        List<Name> begun =
                survey.register().progress().keySet().stream().sorted().toList();
        if (!begun.isEmpty()) {
            throw Problem.failed(
                    "Rows have begun to cross, for " + CrossingText.some(begun)
                            + "; without the foreign tables the application would no longer see those on old",
                    "Go on with move all.");
        }
        List<Change> changes = new ArrayList<>();
        for (ForeignTable foreign : survey.register().foreignTables().values()) {
            foreign.parent()
                    .ifPresent(parent -> changes.add(Change.on(
                            Side.NEW, "ALTER FOREIGN TABLE " + foreign.name().sql() + " NO INHERIT " + parent.sql())));
        }
        survey.register().gates().forEach(gates -> changes.add(GateSql.drop(gates)));
        return Plan.of(changes);
    }
}
