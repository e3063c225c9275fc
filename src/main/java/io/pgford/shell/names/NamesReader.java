package io.pgford.shell.names;

import io.pgford.database.Rows;
import io.pgford.sql.Keywords;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the names of a database. Gives up after some seconds, and beyond 100,000 relations. */
final class NamesReader {
    private static final String PATIENCE = "SET LOCAL statement_timeout = '20s'";
    private static final String RELATIONS = """
            SELECT c.oid::bigint, n.nspname, c.relname, c.relkind, pg_catalog.pg_table_is_visible(c.oid),
                   CASE WHEN c.relkind IN ('r', 'p', 'v', 'm', 'f') THEN ARRAY(
                       SELECT a.attname::text FROM pg_catalog.pg_attribute a
                       WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum) END
            FROM pg_catalog.pg_class c
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S', 'i', 'I')
              AND n.nspname NOT LIKE 'pg\\_toast%' AND n.nspname NOT LIKE 'pg\\_temp%'
              AND (c.relkind NOT IN ('i', 'I') OR n.nspname <> 'pg_catalog')
            ORDER BY 2, 3
            LIMIT 100000""";
    private static final String FOREIGN_KEYS = """
            SELECT f.conrelid::bigint, f.confrelid::bigint,
                   ARRAY(SELECT a.attname::text FROM pg_catalog.unnest(f.conkey) WITH ORDINALITY k(num, place)
                         JOIN pg_catalog.pg_attribute a ON a.attrelid = f.conrelid AND a.attnum = k.num ORDER BY k.place),
                   ARRAY(SELECT a.attname::text FROM pg_catalog.unnest(f.confkey) WITH ORDINALITY k(num, place)
                         JOIN pg_catalog.pg_attribute a ON a.attrelid = f.confrelid AND a.attnum = k.num ORDER BY k.place)
            FROM pg_catalog.pg_constraint f
            WHERE f.contype = 'f'
            LIMIT 100000""";
    private static final String ROUTINES = """
            SELECT n.nspname, p.proname, pg_catalog.bool_or(pg_catalog.pg_function_is_visible(p.oid)),
                   pg_catalog.bool_and(p.provolatile <> 'v')
            FROM pg_catalog.pg_proc p
            JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
            WHERE p.prorettype NOT IN ('pg_catalog.internal'::pg_catalog.regtype, 'pg_catalog.cstring'::pg_catalog.regtype)
              AND NOT ('pg_catalog.internal'::pg_catalog.regtype::pg_catalog.oid = ANY (p.proargtypes))
            GROUP BY 1, 2
            ORDER BY 1, 2
            LIMIT 50000""";
    private static final String SETTINGS = """
            SELECT name, short_desc, CASE WHEN vartype = 'bool' THEN ARRAY['on', 'off'] ELSE enumvals END
            FROM pg_catalog.pg_settings ORDER BY 1""";
    private static final String SCHEMAS = """
            SELECT nspname FROM pg_catalog.pg_namespace
            WHERE nspname NOT LIKE 'pg\\_toast%' AND nspname NOT LIKE 'pg\\_temp%' ORDER BY 1""";
    private static final String ROLES = "SELECT rolname FROM pg_catalog.pg_roles ORDER BY 1 LIMIT 20000";
    private static final String TYPES = """
            SELECT DISTINCT pg_catalog.format_type(t.oid, NULL)
            FROM pg_catalog.pg_type t
            LEFT JOIN pg_catalog.pg_class c ON c.oid = t.typrelid
            WHERE (t.typrelid = 0 OR c.relkind = 'c') AND t.typtype <> 'p' AND t.typelem = 0
              AND pg_catalog.pg_type_is_visible(t.oid)
            ORDER BY 1
            LIMIT 5000""";
    private static final String KEYWORDS = "SELECT word, catcode FROM pg_catalog.pg_get_keywords()";

    /** Names repeat: {@code id} in each table is one string. */
    private final Map<String, String> pool = new HashMap<>();

    /** @param connection inside of a transaction, which must not be used for anything else afterwards */
    Names read(Connection connection) throws SQLException {
        Rows.run(connection, PATIENCE);
        List<Relation> relations = Rows.list(
                connection,
                RELATIONS,
                row -> new Relation(
                        row.getLong(1),
                        pooled(row.getString(2)),
                        pooled(row.getString(3)),
                        row.getString(4).charAt(0),
                        row.getBoolean(5),
                        texts(row, 6)));
        List<ForeignKey> keys = Rows.list(
                connection,
                FOREIGN_KEYS,
                row -> new ForeignKey(row.getLong(1), texts(row, 3), row.getLong(2), texts(row, 4)));
        List<Routine> routines = Rows.list(
                connection,
                ROUTINES,
                row -> new Routine(pooled(row.getString(1)), row.getString(2), row.getBoolean(3), row.getBoolean(4)));
        List<ServerSetting> settings = Rows.list(
                connection, SETTINGS, row -> new ServerSetting(row.getString(1), row.getString(2), texts(row, 3)));
        Map<String, Character> words = new HashMap<>();
        Rows.list(
                connection,
                KEYWORDS,
                row -> words.put(row.getString(1), row.getString(2).charAt(0)));
        return new Names(
                relations,
                keys,
                routines,
                settings,
                column(connection, SCHEMAS),
                column(connection, ROLES),
                column(connection, TYPES),
                Keywords.of(words));
    }

    private static List<String> column(Connection connection, String sql) throws SQLException {
        return Rows.list(connection, sql, row -> row.getString(1));
    }

    private List<String> texts(ResultSet row, int column) throws SQLException {
        Array array = row.getArray(column);
        if (array == null) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        Arrays.stream((String[]) array.getArray()).forEach(text -> texts.add(pooled(text)));
        return List.copyOf(texts);
    }

    private String pooled(String text) {
        return pool.computeIfAbsent(text, same -> same);
    }
}
