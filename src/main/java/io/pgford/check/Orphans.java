package io.pgford.check;

import io.pgford.catalog.ForeignKey;
import io.pgford.database.Name;
import io.pgford.database.Quote;
import io.pgford.database.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Rows that refer to a row that is not there, counted through the whole hierarchies of both tables: a row that is still on old
 * and reached through a foreign table counts as well.
 *
 * @param count how many
 * @param rows the first {@value #SHOWN} of them, each as JSON text, cut after {@value #WIDTH} characters
 * @param query finds them all; runs as it stands on new
 */
public record Orphans(ForeignKey key, long count, List<String> rows, String query) {
    /** How many rows are shown. */
    public static final int SHOWN = 20;

    /** How many characters of a row are shown. */
    public static final int WIDTH = 300;

    /**
     * Looks for the orphans of one key, whether the catalog declares it or not. Reads both tables whole, in the worst case
     * also what is on old.
     *
     * @throws SQLException also where the key's tables or columns are gone
     */
    public static Orphans of(Connection connection, ForeignKey key) throws SQLException {
        String from = from(connection, key);
        long count = Rows.number(connection, "SELECT pg_catalog.count(*)\n" + from);
        List<String> rows = count == 0
                ? List.of()
                : Rows.list(
                        connection,
                        "SELECT pg_catalog.left(pg_catalog.to_jsonb(c)::pg_catalog.text, " + WIDTH + ")\n" + from
                                + "\nLIMIT " + SHOWN,
                        row -> row.getString(1));
        return new Orphans(key, count, rows, "SELECT c.*\n" + from + ";");
    }

    private static String from(Connection connection, ForeignKey key) throws SQLException {
        List<String> columns = key.columns().stream()
                .map(column -> "c." + Quote.identifier(column))
                .toList();
        String equal = IntStream.range(0, columns.size())
                .mapToObj(i -> "p." + Quote.identifier(key.referencedColumns().get(i)) + " = " + columns.get(i))
                .collect(Collectors.joining(" AND "));
        String missing = "NOT EXISTS (SELECT FROM %s AS p WHERE %s%s)"
                .formatted(key.referencedTable().sql(), equal, members(connection, key.referencedTable(), "p"));
        return "FROM %s AS c\nWHERE %s%s"
                .formatted(
                        key.table().sql(),
                        condition(key.match(), columns, missing),
                        members(connection, key.table(), "c"));
    }

    /** What nulls mean: manual, "CREATE TABLE", {@code MATCH}. With one column both kinds are the same. */
    private static String condition(ForeignKey.Match match, List<String> columns, String missing) {
        String noneNull =
                columns.stream().map(column -> column + " IS NOT NULL").collect(Collectors.joining(" AND "));
        if (match == ForeignKey.Match.SIMPLE || columns.size() == 1) {
            return noneNull + "\n  AND " + missing;
        }
        String allNull = columns.stream().map(column -> column + " IS NULL").collect(Collectors.joining(" AND "));
        return "NOT (" + allNull + ")\n  AND (NOT (" + noneNull + ") OR " + missing + ")";
    }

    /**
     * A condition on the row's own table, where other tables of the users inherit from the key's one: a foreign key neither
     * holds for rows in those nor finds rows there (manual, "Inheritance", "Caveats"). Partitions and pgford's foreign tables
     * and gates are the table itself.
     */
    private static String members(Connection connection, Name table, String alias) throws SQLException {
        List<Name> strangers =
                Rows.list(connection, """
                WITH RECURSIVE below (oid, strange) AS (
                    SELECT pg_catalog.to_regclass(?)::pg_catalog.oid, false
                    UNION ALL
                    SELECT c.oid,
                           below.strange OR NOT (c.relispartition OR c.relkind = 'f' OR n.nspname = 'pgford')
                    FROM below
                    JOIN pg_catalog.pg_inherits AS i ON i.inhparent = below.oid
                    JOIN pg_catalog.pg_class AS c ON c.oid = i.inhrelid
                    JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace)
                SELECT DISTINCT n.nspname, c.relname
                FROM below
                JOIN pg_catalog.pg_class AS c ON c.oid = below.oid
                JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
                WHERE below.strange
                ORDER BY n.nspname, c.relname
                """, row -> new Name(row.getString(1), row.getString(2)), table.sql());
        if (strangers.isEmpty()) {
            return "";
        }
        List<String> oids = new ArrayList<>();
        strangers.forEach(stranger -> oids.add(Quote.literal(stranger.sql()) + "::pg_catalog.regclass"));
        return "\n  AND %s.tableoid NOT IN (%s)".formatted(alias, String.join(", ", oids));
    }
}
