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

/**
 * Steps 7 and 10: foreign keys on {@code new} off, their exact definitions kept; and on again, {@code NOT VALID} first, then
 * validated. A foreign key looks only at the local table, so while rows are on {@code old} it would refuse what is right.
 */
public final class ForeignKeyStep {
    private static final String COMMENT = """
            SELECT coalesce(pg_catalog.obj_description(k.oid, 'pg_constraint'), '')
            FROM pg_catalog.pg_constraint k JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE k.contype = 'f' AND n.nspname = ? AND c.relname = ? AND k.conname = ?
            """;

    private final Connections connections;

    public ForeignKeyStep(Connections connections) {
        this.connections = connections;
    }

    /** The foreign keys on {@code new} that touch a table of the crossing and are in force. */
    public List<ForeignKey> inForce(Survey survey) {
        Set<Name> crossing = survey.crossing().stream().map(Table::name).collect(Collectors.toSet());
        return survey.newSide().foreignKeys().stream()
                .filter(k -> crossing.contains(k.table()) || crossing.contains(k.referencedTable()))
                .toList();
    }

    /**
     * What taking them off would do.
     *
     * @throws Problem where pgford has no place yet to keep their definitions
     */
    public Plan off(Survey survey) {
        if (!survey.register().exists()) {
            throw Problem.failed(
                    "pgford has no schema on new yet to keep the definitions in", "Make the link first: fdw init");
        }
        List<ForeignKey> open = inForce(survey).stream()
                .filter(k -> !survey.register().finished(k.table())
                        || !survey.register().finished(k.referencedTable()))
                .toList();
        List<Change> changes = new ArrayList<>();
        for (ForeignKey key : open) {
            changes.add(keep(key));
            changes.add(Change.on(
                    Side.NEW, "ALTER TABLE " + key.table().sql() + " DROP CONSTRAINT " + Quote.identifier(key.name())));
        }
        return Plan.of(changes);
    }

    private Change keep(ForeignKey key) {
        String comment = connections.with(
                Side.NEW,
                c -> Rows.first(
                                c,
                                COMMENT,
                                r -> r.getString(1),
                                key.table().schema(),
                                key.table().name(),
                                key.name())
                        .orElse(""));
        return Change.on(Side.NEW, """
                INSERT INTO pgford.foreign_key (schema_name, table_name, constraint_name, definition, columns,
                    referenced_schema, referenced_table, referenced_columns, match_type, validated, comment)
                VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
                ON CONFLICT DO NOTHING""".formatted(
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

    private static String array(List<String> values) {
        return values.stream().map(Quote::literal).collect(Collectors.joining(", ", "ARRAY[", "]::text[]"));
    }

    /** What bringing back one of the kept keys takes, in the order in which {@link #bringBack} does it. */
    public List<Change> on(Survey survey, KeptForeignKey kept) {
        List<Change> changes = new ArrayList<>();
        if (!isThere(survey, kept.key())) {
            changes.add(Change.on(Side.NEW, add(kept.key())));
            if (!kept.comment().isEmpty()) {
                changes.add(Change.on(
                        Side.NEW,
                        "COMMENT ON CONSTRAINT " + Quote.identifier(kept.key().name()) + " ON "
                                + kept.key().table().sql() + " IS " + Quote.literal(kept.comment())));
            }
        }
        if (kept.key().validated()) {
            changes.add(Change.on(
                    Side.NEW,
                    "ALTER TABLE " + kept.key().table().sql() + " VALIDATE CONSTRAINT "
                            + Quote.identifier(kept.key().name())));
        }
        changes.add(forget(kept.key()));
        return changes;
    }

    /**
     * Brings one key back. Each statement is a transaction of its own: the constraint is in force for new rows as soon as it is
     * added, and the validation, which reads both tables, does not hold the lock that adding it takes.
     *
     * @throws Problem where a statement fails; the key is still kept then, and what was done stays
     */
    public void bringBack(Survey survey, KeptForeignKey kept) {
        for (Change change : on(survey, kept)) {
            LockRetry.inTransaction(connections, Side.NEW, c -> {
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
        List<Name> attached = survey.register().keptForeignKeys().stream()
                .flatMap(
                        k -> java.util.stream.Stream.of(k.key().table(), k.key().referencedTable()))
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

    private static boolean isThere(Survey survey, ForeignKey key) {
        return survey.newSide().foreignKeys().stream()
                .anyMatch(k -> k.table().equals(key.table()) && k.name().equals(key.name()));
    }

    private static String add(ForeignKey key) {
        String notValid = key.definition().endsWith(" NOT VALID") ? "" : " NOT VALID";
        return "ALTER TABLE " + key.table().sql() + " ADD CONSTRAINT " + Quote.identifier(key.name()) + " "
                + key.definition() + notValid;
    }

    private static Change forget(ForeignKey key) {
        return Change.on(
                Side.NEW,
                "DELETE FROM pgford.foreign_key WHERE schema_name = %s AND table_name = %s AND constraint_name = %s"
                        .formatted(
                                Quote.literal(key.table().schema()),
                                Quote.literal(key.table().name()),
                                Quote.literal(key.name())));
    }
}
