package io.pgford.crossing;

import io.pgford.catalog.ForeignKey;
import io.pgford.catalog.KeptForeignKey;
import io.pgford.catalog.Survey;
import io.pgford.catalog.Table;
import io.pgford.database.Connections;
import io.pgford.database.LockRetry;
import io.pgford.database.Name;
import io.pgford.database.Quote;
import io.pgford.database.Rows;
import io.pgford.database.Side;
import io.pgford.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Steps 7 and 10: foreign keys off on both sides, their exact definitions kept on {@code new}; and on again, {@code NOT VALID}
 * first, then validated. A foreign key looks only at the table of its own side, so while rows are on both sides it would refuse
 * what is right.
 */
public final class ForeignKeyStep {
    private static final String COMMENT = """
            SELECT coalesce(pg_catalog.obj_description(k.oid, 'pg_constraint'), '')
            FROM pg_catalog.pg_constraint k JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE k.contype = 'f' AND n.nspname = ? AND c.relname = ? AND k.conname = ?
            """;

    private static final String OWNED = """
            SELECT pg_catalog.pg_has_role(c.relowner, 'USAGE') FROM pg_catalog.pg_class c
            WHERE c.oid = pg_catalog.to_regclass(?)
            """;

    private final Connections connections;

    public ForeignKeyStep(Connections connections) {
        this.connections = connections;
    }

    /** The foreign keys in force on a side that touch a table of the crossing. */
    public List<ForeignKey> inForce(Survey survey, Side side) {
        Set<Name> crossing = survey.crossing().stream().map(Table::name).collect(Collectors.toSet());
        return survey.of(side).foreignKeys().stream()
                .filter(k -> crossing.contains(k.table()) || crossing.contains(k.referencedTable()))
                .toList();
    }

    /** Those of them that can still see only a part of the rows. */
    public List<ForeignKey> inTheWay(Survey survey, Side side) {
        Set<Name> unfinished = survey.crossing().stream()
                .map(Table::name)
                .filter(name -> !survey.register().finished(name))
                .collect(Collectors.toSet());
        return inForce(survey, side).stream()
                .filter(k -> unfinished.contains(k.table()) || unfinished.contains(k.referencedTable()))
                .toList();
    }

    /**
     * What writing down the definitions, and taking the keys on {@code new} off, would do: one transaction. The keys on
     * {@code old} are written down in the same one, and taken off by {@link #offOld} after it.
     *
     * @throws Problem where pgford has no place yet to keep the definitions, or may not take off those on {@code old}
     */
    public Plan off(Survey survey) {
        if (!survey.register().exists()) {
            throw Problem.failed(
                    "pgford has no schema on new yet to keep the definitions in", "Make the link first: fdw init");
        }
        // new would come out of the crossing without the keys of a table that it gets only now.
        InheritStep.refuseMissing(survey, survey.crossing());
        refuseOthersTables(inTheWay(survey, Side.OLD));
        List<Change> changes = new ArrayList<>();
        for (ForeignKey key : inTheWay(survey, Side.NEW)) {
            changes.add(keep(Side.NEW, key));
            changes.add(drop(Side.NEW, key));
        }
        inTheWay(survey, Side.OLD).forEach(key -> changes.add(keep(Side.OLD, key)));
        return new Plan(changes, changes.isEmpty() ? List.of() : notOnNew(survey));
    }

    /** What {@code fk on} cannot bring back on {@code new}, since it never was there. */
    private List<String> notOnNew(Survey survey) {
        Set<List<Object>> onNew = Stream.concat(
                        survey.newSide().foreignKeys().stream(),
                        survey.register().keptForeignKeys().stream().map(KeptForeignKey::key))
                .map(ForeignKeyStep::columns)
                .collect(Collectors.toSet());
        return inTheWay(survey, Side.OLD).stream()
                .filter(key -> !onNew.contains(columns(key)))
                .map(key -> "new does not have foreign key " + key.shown()
                        + ", and will be without it after the crossing as well. If that is not meant, fk on, add it there,"
                        + " and fk off again.")
                .toList();
    }

    private static List<Object> columns(ForeignKey key) {
        return List.of(key.table(), key.columns(), key.referencedTable(), key.referencedColumns());
    }

    /** Found out before anything is taken off on {@code new}, so that nothing is left half done. */
    private void refuseOthersTables(List<ForeignKey> onOld) {
        List<Name> others = onOld.stream()
                .map(ForeignKey::table)
                .distinct()
                .filter(table -> !connections.with(Side.OLD, c -> Rows.holds(c, OWNED, table.sql())))
                .toList();
        if (!others.isEmpty()) {
            throw Problem.failed(
                    "Role \"" + connections.pair().oldEnd().user()
                            + "\" does not own these tables on old, so it may not take" + " off their foreign keys: "
                            + CrossingText.some(others),
                    "Connect as their owner: connect old URI. Nothing was changed.");
        }
    }

    /**
     * What taking off the keys on {@code old} would do. They have to go as well: a row still on {@code old} may come to refer to
     * one that is on {@code new} already, and the key on {@code old} would refuse it.
     */
    public Plan offOld(Survey survey) {
        return Plan.of(inTheWay(survey, Side.OLD).stream()
                .map(key -> drop(Side.OLD, key))
                .toList());
    }

    private static Change drop(Side side, ForeignKey key) {
        return Change.on(side, "ALTER TABLE " + key.table().sql() + " DROP CONSTRAINT " + Quote.identifier(key.name()));
    }

    private Change keep(Side side, ForeignKey key) {
        String comment = connections.with(
                side,
                c -> Rows.first(
                                c,
                                COMMENT,
                                r -> r.getString(1),
                                key.table().schema(),
                                key.table().name(),
                                key.name())
                        .orElse(""));
        return Change.on(Side.NEW, """
                INSERT INTO %s (schema_name, table_name, constraint_name, definition, columns,
                    referenced_schema, referenced_table, referenced_columns, match_type, validated, comment)
                VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
                ON CONFLICT DO NOTHING""".formatted(
                        keeper(side),
                        Quote.literal(key.table().schema()),
                        Quote.literal(key.table().name()),
                        Quote.literal(key.name()),
                        Quote.literal(key.definition()),
                        array(key.columns()),
                        Quote.literal(key.referencedTable().schema()),
                        Quote.literal(key.referencedTable().name()),
                        array(key.referencedColumns()),
                        Quote.literal(key.match() == ForeignKey.Match.FULL ? "f" : "s"),
                        key.validated(),
                        Quote.literal(comment)));
    }

    private static String keeper(Side side) {
        return side == Side.OLD ? "pgford.foreign_key_old" : "pgford.foreign_key";
    }

    private static String array(List<String> values) {
        return values.stream().map(Quote::literal).collect(Collectors.joining(", ", "ARRAY[", "]::text[]"));
    }

    /** What bringing back one of the kept keys of a side takes, in the order in which {@link #bringBack} does it. */
    public List<Change> on(Survey survey, Side side, KeptForeignKey kept) {
        List<Change> changes = new ArrayList<>();
        if (!isThere(survey, side, kept.key())) {
            changes.add(Change.on(side, add(kept.key())));
            if (!kept.comment().isEmpty()) {
                changes.add(Change.on(
                        side,
                        "COMMENT ON CONSTRAINT " + Quote.identifier(kept.key().name()) + " ON "
                                + kept.key().table().sql() + " IS " + Quote.literal(kept.comment())));
            }
        }
        if (kept.key().validated()) {
            changes.add(Change.on(
                    side,
                    "ALTER TABLE " + kept.key().table().sql() + " VALIDATE CONSTRAINT "
                            + Quote.identifier(kept.key().name())));
        }
        changes.add(forget(side, kept.key()));
        return changes;
    }

    /**
     * Brings one key back. Each statement is a transaction of its own: the constraint is in force for new rows as soon as it is
     * added, and the validation, which reads both tables, does not hold the lock that adding it takes.
     *
     * @throws Problem where a statement fails; the key is still kept then, and what was done stays
     */
    public void bringBack(Survey survey, Side side, KeptForeignKey kept) {
        for (Change change : on(survey, side, kept)) {
            LockRetry.inTransaction(connections, change.side(), c -> {
                Rows.run(c, change.sql());
                return true;
            });
        }
    }

    /**
     * Makes sure that the keys can be brought back.
     *
     * @throws Problem while rows of tables with a kept key may still be on {@code old}
     */
    public void refuseTooEarly(Survey survey) {
        List<Name> attached = Stream.concat(
                        survey.register().keptForeignKeys().stream(), survey.register().keptOnOld().stream())
                .flatMap(k -> Stream.of(k.key().table(), k.key().referencedTable()))
                .distinct()
                .filter(survey.register()::attached)
                .sorted()
                .toList();
        if (!attached.isEmpty()) {
            throw Problem.failed(
                    "Too early: rows may still be on old, for " + CrossingText.some(attached)
                            + ", and a foreign key does not see them",
                    "Move them first: move all");
        }
    }

    private static boolean isThere(Survey survey, Side side, ForeignKey key) {
        return survey.of(side).foreignKeys().stream()
                .anyMatch(k -> k.table().equals(key.table()) && k.name().equals(key.name()));
    }

    private static String add(ForeignKey key) {
        String notValid = key.definition().endsWith(" NOT VALID") ? "" : " NOT VALID";
        return "ALTER TABLE " + key.table().sql() + " ADD CONSTRAINT " + Quote.identifier(key.name()) + " "
                + key.definition() + notValid;
    }

    private static Change forget(Side side, ForeignKey key) {
        return Change.on(
                Side.NEW,
                "DELETE FROM %s WHERE schema_name = %s AND table_name = %s AND constraint_name = %s"
                        .formatted(
                                keeper(side),
                                Quote.literal(key.table().schema()),
                                Quote.literal(key.table().name()),
                                Quote.literal(key.name())));
    }
}
