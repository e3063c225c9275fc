package io.pgford.catalog;

import io.pgford.database.Name;
import io.pgford.database.Rows;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Reads {@link Register} from {@code new}. */
public final class RegisterReader {
    private static final String SERVER_OPTIONS = """
            SELECT o.option_name, o.option_value
            FROM pg_catalog.pg_foreign_server s, pg_catalog.pg_options_to_table(s.srvoptions) o WHERE s.srvname = ?
            """;

    private static final String MAPPINGS = """
            SELECT m.usename::text FROM pg_catalog.pg_user_mappings m WHERE m.srvname = ?
            """;

    private static final String FOREIGN_TABLES = """
            SELECT c.oid, n.nspname, c.relname, pn.nspname AS parent_schema, p.relname AS parent_table,
                   (SELECT o.option_value FROM pg_catalog.pg_options_to_table(f.ftoptions) o
                    WHERE o.option_name = 'schema_name') AS remote_schema,
                   (SELECT o.option_value FROM pg_catalog.pg_options_to_table(f.ftoptions) o
                    WHERE o.option_name = 'table_name') AS remote_table,
                   (SELECT pg_catalog.pg_get_expr(k.conbin, k.conrelid) FROM pg_catalog.pg_constraint k
                    WHERE k.conrelid = c.oid AND k.conname = 'pgford_crossed') AS asked
            FROM pg_catalog.pg_foreign_table f
            JOIN pg_catalog.pg_foreign_server s ON s.oid = f.ftserver
            JOIN pg_catalog.pg_class c ON c.oid = f.ftrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            LEFT JOIN pg_catalog.pg_inherits i ON i.inhrelid = c.oid
            LEFT JOIN pg_catalog.pg_class p ON p.oid = i.inhparent
            LEFT JOIN pg_catalog.pg_namespace pn ON pn.oid = p.relnamespace
            WHERE s.srvname = ?
            """;

    private static final String GATES = """
            SELECT o.oid AS outer_oid, o.relname AS outer_name, i.oid AS inner_oid, i.relname AS inner_name,
                   pg_catalog.left(pg_catalog.substr(o.relname, 7), 4) = '%s' AS shared,
                   pg_catalog.array_agg(n.nspname::text) AS schemas, pg_catalog.array_agg(p.relname::text) AS tables
            FROM pg_catalog.pg_class o
            JOIN pg_catalog.pg_class i
              ON i.relnamespace = o.relnamespace AND i.relname = 'inner_' || pg_catalog.substr(o.relname, 7)
            JOIN pg_catalog.pg_namespace gn ON gn.oid = o.relnamespace
            JOIN pg_catalog.pg_inherits ho ON ho.inhrelid = o.oid
            JOIN pg_catalog.pg_inherits hi ON hi.inhrelid = i.oid AND hi.inhparent = ho.inhparent
            JOIN pg_catalog.pg_class p ON p.oid = ho.inhparent JOIN pg_catalog.pg_namespace n ON n.oid = p.relnamespace
            WHERE gn.nspname = 'pgford' AND pg_catalog.left(o.relname, 6) = 'outer_'
            GROUP BY 1, 2, 3, 4
            """.formatted(Gates.SHARED);

    private static final String KEPT = """
            SELECT schema_name, table_name, constraint_name, columns, referenced_schema, referenced_table, referenced_columns,
                   definition, match_type, validated, comment
            FROM %s ORDER BY 1, 2, 3
            """;

    private static final String PROGRESS = """
            SELECT p.schema_name, p.table_name, p.rows_at_start, p.finished_at IS NOT NULL AS finished,
                   coalesce(b.moved, 0) AS moved, coalesce(b.unclean, false) AS unclean,
                   EXISTS (SELECT FROM pg_catalog.pg_locks l
                           JOIN pg_catalog.pg_class c ON c.oid = l.objid
                           JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                           WHERE l.locktype = 'advisory' AND l.classid = %d AND l.granted
                             AND n.nspname = p.schema_name AND c.relname = p.table_name
                             AND l.database = (SELECT d.oid FROM pg_catalog.pg_database d
                                               WHERE d.datname = pg_catalog.current_database())) AS moving
            FROM pgford.progress p
            LEFT JOIN (
                SELECT schema_name, table_name,
                       sum(rows) FILTER (WHERE left_at IS NOT NULL) AS moved, bool_or(left_at IS NULL) AS unclean
                FROM pgford.batch GROUP BY 1, 2) b USING (schema_name, table_name)
            """.formatted(Register.ADVISORY_CLASS);

    private static final String MADE_EXTENSION =
            "SELECT EXISTS (SELECT FROM pgford.made WHERE object = 'extension postgres_fdw')";

    private RegisterReader() {}

    /**
     * Reads what there is of pgford; an empty register where there is nothing.
     *
     * @param connection to {@code new}
     */
    public static Register read(Connection connection) throws SQLException {
        boolean exists = Rows.holds(connection, "SELECT pg_catalog.to_regclass('pgford.batch') IS NOT NULL");
        Map<String, String> options = Rows.list(
                        connection,
                        SERVER_OPTIONS,
                        row -> Map.entry(row.getString(1), row.getString(2)),
                        Register.SERVER)
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        Set<String> mappings = new HashSet<>(Rows.list(connection, MAPPINGS, row -> row.getString(1), Register.SERVER));
        return new Register(
                exists,
                options.isEmpty() ? Optional.empty() : Optional.of(options),
                mappings,
                byName(foreignTables(connection), ForeignTable::remote),
                gates(connection),
                exists ? keptForeignKeys(connection, "pgford.foreign_key") : List.of(),
                exists ? keptForeignKeys(connection, "pgford.foreign_key_old") : List.of(),
                exists ? byName(progress(connection), Progress::table) : Map.of(),
                exists ? Set.copyOf(skipped(connection)) : Set.of(),
                exists && Rows.holds(connection, MADE_EXTENSION));
    }

    private static <T> Map<Name, T> byName(List<T> items, Function<T, Name> name) {
        return items.stream().collect(Collectors.toMap(name, Function.identity()));
    }

    private static List<ForeignTable> foreignTables(Connection connection) throws SQLException {
        return Rows.list(
                connection,
                FOREIGN_TABLES,
                row -> new ForeignTable(
                        row.getLong("oid"),
                        CatalogReader.name(row, "nspname", "relname"),
                        CatalogReader.name(row, "remote_schema", "remote_table"),
                        row.getString("parent_table") == null
                                ? Optional.empty()
                                : Optional.of(CatalogReader.name(row, "parent_schema", "parent_table")),
                        Optional.ofNullable(row.getString("asked"))),
                Register.SERVER);
    }

    private static List<Gates> gates(Connection connection) throws SQLException {
        return Rows.list(
                connection,
                GATES,
                row -> new Gates(
                        new Name(Gates.SCHEMA, row.getString("outer_name")),
                        row.getLong("outer_oid"),
                        new Name(Gates.SCHEMA, row.getString("inner_name")),
                        row.getLong("inner_oid"),
                        names(row),
                        row.getBoolean("shared")));
    }

    private static Set<Name> names(ResultSet row) throws SQLException {
        List<String> schemas = CatalogReader.texts(row.getArray("schemas"));
        List<String> tables = CatalogReader.texts(row.getArray("tables"));
        return IntStream.range(0, tables.size())
                .mapToObj(i -> new Name(schemas.get(i), tables.get(i)))
                .collect(Collectors.toSet());
    }

    private static List<KeptForeignKey> keptForeignKeys(Connection connection, String table) throws SQLException {
        return Rows.list(
                connection,
                KEPT.formatted(table),
                row -> new KeptForeignKey(
                        new ForeignKey(
                                CatalogReader.name(row, "schema_name", "table_name"),
                                row.getString("constraint_name"),
                                CatalogReader.texts(row.getArray("columns")),
                                CatalogReader.name(row, "referenced_schema", "referenced_table"),
                                CatalogReader.texts(row.getArray("referenced_columns")),
                                ForeignKey.Match.of(row.getString("match_type")),
                                row.getString("definition"),
                                row.getBoolean("validated")),
                        row.getString("comment")));
    }

    private static List<Progress> progress(Connection connection) throws SQLException {
        return Rows.list(
                connection,
                PROGRESS,
                row -> new Progress(
                        CatalogReader.name(row, "schema_name", "table_name"),
                        row.getLong("rows_at_start"),
                        row.getLong("moved"),
                        row.getBoolean("finished"),
                        row.getBoolean("unclean"),
                        row.getBoolean("moving")));
    }

    private static List<Name> skipped(Connection connection) throws SQLException {
        return Rows.list(
                connection,
                "SELECT schema_name, table_name FROM pgford.skipped",
                row -> CatalogReader.name(row, "schema_name", "table_name"));
    }
}
