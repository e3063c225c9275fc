package io.pgford.crossing;

import io.pgford.catalog.Check;
import io.pgford.catalog.Column;
import io.pgford.catalog.ForeignTable;
import io.pgford.catalog.Gates;
import io.pgford.catalog.Survey;
import io.pgford.catalog.Table;
import io.pgford.database.Connections;
import io.pgford.database.Name;
import io.pgford.database.Quote;
import io.pgford.database.Rows;
import io.pgford.database.Side;
import io.pgford.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Step 6: the foreign tables become children of the local ones, and each local table gets its two gates. */
public final class InheritStep {
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
        List<Change> changes = new ArrayList<>();
        for (Table table : tables) {
            Table local = survey.newSide()
                    .table(table.name())
                    .orElseThrow(() -> Problem.failed(
                            "Table " + table.name() + " is not on new",
                            "Bring the schema over first: schema copy, or schema apply FILE --on new"));
            if (!survey.register().finished(table.name())) {
                changes.addAll(attach(survey, table, local));
            }
        }
        return Plan.of(changes);
    }

    private List<Change> attach(Survey survey, Table table, Table local) {
        List<Change> changes = new ArrayList<>();
        Optional<ForeignTable> existing =
                Optional.ofNullable(survey.register().foreignTables().get(table.name()));
        if (existing.isEmpty()) {
            LinkStep.refuseTakenName(survey, table);
            changes.add(ForeignTableSql.create(table, survey.newSide()));
        }
        if (existing.flatMap(ForeignTable::parent).isEmpty()) {
            refuseUnlike(table, local);
            refuseRows(local);
            Name remote = existing.map(ForeignTable::name).orElseGet(() -> RemoteName.of(table.name()));
            changes.addAll(likeParent(table, local, remote));
            changes.add(Change.on(
                    Side.NEW,
                    "ALTER FOREIGN TABLE " + remote.sql() + " INHERIT "
                            + local.name().sql()));
        }
        if (!survey.register().gates().containsKey(local.name())) {
            // In this order: outer must have the lower OID, see Gates.
            changes.add(gate(Gates.outerOf(local.oid()), local.name()));
            changes.add(gate(Gates.innerOf(local.oid()), local.name()));
            // An empty table that was never analysed is taken for ten pages by the planner, in each of the
            // application's queries.
            changes.add(Change.on(
                    Side.NEW,
                    "ANALYZE " + Gates.outerOf(local.oid()).sql() + ", "
                            + Gates.innerOf(local.oid()).sql()));
        }
        return changes;
    }

    private static Change gate(Name gate, Name table) {
        return Change.on(Side.NEW, "CREATE TABLE " + gate.sql() + " () INHERITS (" + table.sql() + ")");
    }

    private static void refuseUnlike(Table table, Table local) {
        List<String> unlike = new ArrayList<>();
        if (local.kind() != 'r' || local.partition() || local.parents() || local.children()) {
            unlike.add("on new it is partitioned, or part of another inheritance");
        }
        for (Column column : local.columns()) {
            Optional<Column> there = table.column(column.name());
            if (there.isEmpty()) {
                unlike.add("column " + column.name() + " is only on new");
            } else if (!there.get().type().equals(column.type())) {
                unlike.add("column " + column.name() + " is " + there.get().type() + " on old and " + column.type()
                        + " on new");
            } else if (there.get().generated().isPresent() != column.generated().isPresent()) {
                unlike.add("column " + column.name() + " is generated on one side only");
            }
        }
        table.columns().stream()
                .filter(c -> local.column(c.name()).isEmpty())
                .forEach(c -> unlike.add("column " + c.name() + " is only on old"));
        if (!unlike.isEmpty()) {
            throw Problem.failed(
                    "Table " + table.name() + " is not the same on both sides:\n  " + String.join("\n  ", unlike),
                    "schema diff shows all differences. Mend one side, then run inherit again.");
        }
    }

    private void refuseRows(Table local) {
        boolean rows = connections.with(
                Side.NEW,
                c -> Rows.holds(
                        c, "SELECT EXISTS (SELECT FROM ONLY " + local.name().sql() + ")"));
        if (rows) {
            throw Problem.failed(
                    "Table " + local.name()
                            + " on new has rows already; the application would see them beside those of old",
                    "Look at them: @new select * from only " + local.name()
                            + ";  Remove them if they are left over from a trial, then run inherit again.");
        }
    }

    /** A child must have its parent's checks and not-null marks, else the server refuses the inheritance. */
    private static List<Change> likeParent(Table table, Table local, Name remote) {
        List<Change> changes = new ArrayList<>();
        for (Check check : local.checks()) {
            String without = "ALTER FOREIGN TABLE " + remote.sql() + " DROP CONSTRAINT IF EXISTS "
                    + Quote.identifier(check.name());
            changes.add(Change.on(Side.NEW, without));
            changes.add(Change.on(
                    Side.NEW,
                    "ALTER FOREIGN TABLE " + remote.sql() + " ADD CONSTRAINT " + Quote.identifier(check.name()) + " "
                            + check.definition()));
        }
        for (Column column : local.columns()) {
            boolean onOld = table.column(column.name()).map(Column::notNull).orElse(false);
            if (column.notNull() && !onOld) {
                changes.add(Change.on(
                        Side.NEW,
                        "ALTER FOREIGN TABLE " + remote.sql() + " ALTER COLUMN " + Quote.identifier(column.name())
                                + " SET NOT NULL"));
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
        for (Gates gates : survey.register().gates().values()) {
            changes.add(Change.on(
                    Side.NEW,
                    "DROP TABLE " + gates.outer().sql() + ", " + gates.inner().sql()));
        }
        return Plan.of(changes);
    }
}
