package io.pgford.check;

import io.pgford.catalog.Catalog;
import io.pgford.catalog.Table;
import io.pgford.database.Name;
import io.pgford.database.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Functions that read with the snapshot of the statement that calls them (manual, "Function Volatility Categories"), and so with
 * one from before they wait at a gate. Known by the names in their bodies: what they read by way of views or of dynamic SQL is not
 * seen.
 */
final class SnapshotFunctions {
    private static final String FUNCTIONS = """
            SELECT n.nspname, p.proname, pg_catalog.pg_get_function_identity_arguments(p.oid) AS arguments,
                   CASE p.provolatile WHEN 's' THEN 'STABLE' ELSE 'IMMUTABLE' END AS volatility, p.prosrc AS body,
                   -- of a body that is parsed already (BEGIN ATOMIC)
                   ARRAY(SELECT d.refobjid::bigint FROM pg_catalog.pg_depend d
                         WHERE d.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND d.objid = p.oid
                           AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass) AS needs
            FROM pg_catalog.pg_proc p
            JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
            JOIN pg_catalog.pg_language l ON l.oid = p.prolang
            WHERE p.provolatile IN ('s', 'i') AND l.lanname IN ('sql', 'plpgsql')
              AND n.nspname <> 'pgford' AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'
              AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                              WHERE e.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND e.objid = p.oid AND e.deptype = 'e')
            ORDER BY 1, 2, 3
            """;

    private SnapshotFunctions() {}

    private record Function(Name name, String arguments, String volatility, String body, List<Long> needs) {
        Optional<Warning> warning(List<Table> tables, Catalog side) {
            String read = tables.stream()
                    .filter(t -> side.table(t.name()).isPresent() && reads(t.name(), side))
                    .map(t -> t.name().shown())
                    .collect(Collectors.joining(", "));
            if (read.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(new Warning(
                    "function",
                    name.shown() + "(" + arguments + ") is " + volatility + " and seems to read " + read
                            + ": inside a longer statement it can see rows missing",
                    "For the crossing: @both ALTER FUNCTION " + name.sql() + "(" + arguments + ") VOLATILE;"));
        }

        private boolean reads(Name table, Catalog side) {
            return needs.contains(side.tables().get(table).oid())
                    || mentioned(table).matcher(body).find();
        }
    }

    static List<Warning> reading(List<Table> tables, Catalog side, Connection connection) throws SQLException {
        List<Function> functions = Rows.list(
                connection,
                FUNCTIONS,
                row -> new Function(
                        new Name(row.getString("nspname"), row.getString("proname")),
                        row.getString("arguments"),
                        row.getString("volatility"),
                        row.getString("body"),
                        List.of((Long[]) row.getArray("needs").getArray())));
        List<Warning> warnings = new ArrayList<>();
        functions.forEach(f -> f.warning(tables, side).ifPresent(warnings::add));
        return warnings;
    }

    /** Behind a word that a table stands behind, or in a list of tables. */
    private static Pattern mentioned(Name table) {
        String shown = Name.shownPart(table.name());
        String word = Pattern.quote(shown);
        String either = shown.startsWith("\"") ? word : "(?:" + word + "|\"" + word + "\")";
        return Pattern.compile(
                "(?:\\b(?:from|join|only|into|update|table)\\b|,)[\\s(]*(?:\"(?:[^\"]|\"\")+\"\\s*\\.\\s*|[\\w$]+\\s*\\.\\s*)?"
                        + either + "(?![\\w$])",
                Pattern.CASE_INSENSITIVE);
    }
}
