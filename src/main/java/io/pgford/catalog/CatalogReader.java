package io.pgford.catalog;

import io.pgford.database.Name;
import io.pgford.database.Rows;
import io.pgford.database.Side;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Reads {@link Catalog} from a server, PostgreSQL 10 to 18. */
public final class CatalogReader {
    /** Relations of the application: not the system's, not pgford's own, not an extension's, not temporary. */
    private static final String OURS = """
            n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast', 'pgford')
            AND n.nspname NOT LIKE 'pg\\_temp\\_%' AND n.nspname NOT LIKE 'pg\\_toast\\_temp\\_%'
            AND NOT EXISTS (
                SELECT FROM pg_catalog.pg_depend e
                WHERE e.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND e.objid = c.oid AND e.deptype = 'e')
            """;

    private static final String TABLES = """
            SELECT c.oid, n.nspname, c.relname, c.relkind, c.relispartition,
                   -- Before PostgreSQL 14 this is 0 for a table that was never analysed, as for an empty one.
                   CASE WHEN c.reltuples = 0 AND c.relpages = 0 AND pg_catalog.pg_relation_size(c.oid) > 0
                        THEN -1 ELSE c.reltuples END AS reltuples,
                   EXISTS (SELECT FROM pg_catalog.pg_inherits i WHERE i.inhrelid = c.oid) AS parents,
                   c.relkind = 'r' AND EXISTS (
                       SELECT FROM pg_catalog.pg_inherits i JOIN pg_catalog.pg_class k ON k.oid = i.inhrelid
                       JOIN pg_catalog.pg_namespace kn ON kn.oid = k.relnamespace
                       LEFT JOIN pg_catalog.pg_foreign_table f ON f.ftrelid = k.oid
                       LEFT JOIN pg_catalog.pg_foreign_server s ON s.oid = f.ftserver
                       WHERE i.inhparent = c.oid AND kn.nspname <> 'pgford'
                         AND s.srvname IS DISTINCT FROM 'pgford_old') AS children
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p') AND %s
            """.formatted(OURS);

    private static final String COLUMNS = """
            SELECT a.attrelid, a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull,
                   a.attidentity <> '' AS identity, %s AS generated,
                   CASE WHEN a.attcollation <> t.typcollation
                        THEN pg_catalog.quote_ident(cn.nspname) || '.' || pg_catalog.quote_ident(co.collname) END AS collation,
                   pg_catalog.pg_get_expr(d.adbin, d.adrelid) AS expression
            FROM pg_catalog.pg_attribute a
            JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
            LEFT JOIN pg_catalog.pg_collation co ON co.oid = a.attcollation
            LEFT JOIN pg_catalog.pg_namespace cn ON cn.oid = co.collnamespace
            LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
            WHERE c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped AND %s
            ORDER BY a.attrelid, a.attnum
            """;

    private static final String CHECKS = """
            SELECT k.conrelid, k.conname, pg_catalog.pg_get_constraintdef(k.oid) AS definition, k.convalidated,
                   NOT k.connoinherit AS inherited
            FROM pg_catalog.pg_constraint k WHERE k.contype = 'c' AND k.conrelid <> 0 ORDER BY k.conname
            """;

    private static final String KEYS = """
            SELECT i.indrelid, c.relname, i.indisprimary,
                   (SELECT pg_catalog.array_agg(a.attname::text ORDER BY k.position)
                    FROM pg_catalog.unnest(i.indkey::smallint[]) WITH ORDINALITY k (attnum, position)
                    JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
                    WHERE %s) AS columns
            FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
            JOIN pg_catalog.pg_am m ON m.oid = c.relam
            WHERE i.indisunique AND i.indisvalid AND i.indimmediate AND i.indpred IS NULL AND i.indexprs IS NULL
              AND m.amname = 'btree'
              AND NOT EXISTS (
                SELECT FROM pg_catalog.unnest(i.indkey::smallint[]) WITH ORDINALITY k (attnum, position)
                JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
                WHERE NOT a.attnotnull AND %s)
            ORDER BY i.indrelid, i.indisprimary DESC, pg_catalog.cardinality(i.indkey::smallint[]), c.relname
            """;

    private static final String FOREIGN_KEYS = """
            SELECT n.nspname, c.relname, k.conname, rn.nspname AS referenced_schema, r.relname AS referenced_table,
                   pg_catalog.pg_get_constraintdef(k.oid) AS definition, k.confmatchtype, k.convalidated,
                   (SELECT pg_catalog.array_agg(a.attname::text ORDER BY u.position)
                    FROM pg_catalog.unnest(k.conkey) WITH ORDINALITY u (attnum, position)
                    JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.attnum) AS columns,
                   (SELECT pg_catalog.array_agg(a.attname::text ORDER BY u.position)
                    FROM pg_catalog.unnest(k.confkey) WITH ORDINALITY u (attnum, position)
                    JOIN pg_catalog.pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.attnum) AS referenced_columns
            FROM pg_catalog.pg_constraint k
            JOIN pg_catalog.pg_class c ON c.oid = k.conrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_catalog.pg_class r ON r.oid = k.confrelid JOIN pg_catalog.pg_namespace rn ON rn.oid = r.relnamespace
            WHERE k.contype = 'f' AND k.conparentid_or_zero = 0 AND %s
            ORDER BY 1, 2, 3
            """;

    private static final String SEQUENCES = """
            SELECT n.nspname, c.relname, pg_catalog.format_type(s.seqtypid, NULL) AS type, s.seqincrement, s.seqmin, s.seqmax,
                   s.seqcycle, tn.nspname AS owner_schema, t.relname AS owner_table, a.attname AS owner_column,
                   d.deptype = 'i' AS identity
            FROM pg_catalog.pg_sequence s
            JOIN pg_catalog.pg_class c ON c.oid = s.seqrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            LEFT JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid
                 AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i')
            LEFT JOIN pg_catalog.pg_class t ON t.oid = d.refobjid
            LEFT JOIN pg_catalog.pg_namespace tn ON tn.oid = t.relnamespace
            LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
            WHERE %s
            ORDER BY 1, 2
            """.formatted(OURS);

    private final Connection connection;
    private final int version;

    private CatalogReader(Connection connection, int version) {
        this.connection = connection;
        this.version = version;
    }

    /**
     * Reads the catalog of one side in one transaction. Leaves the connection's {@code search_path} as it was.
     *
     * @throws SQLException as the server gives it
     */
    public static Catalog read(Side side, Connection connection) throws SQLException {
        int version = (int) Rows.number(connection, "SELECT pg_catalog.current_setting('server_version_num')::int");
        boolean before = connection.getAutoCommit();
        connection.setAutoCommit(false);
        try {
            // Empty, so that definitions and types come with their schemas, and mean the same on the other side.
            Rows.run(connection, "SET LOCAL search_path = ''");
            CatalogReader reader = new CatalogReader(connection, version);
            return Catalog.of(
                    side,
                    version,
                    reader.tables(),
                    OtherRelations.kinds(connection),
                    reader.foreignKeys(),
                    reader.sequences());
        } finally {
            // A lost connection would complain here as well, and hide why it was lost.
            if (!connection.isClosed()) {
                connection.rollback();
                connection.setAutoCommit(before);
            }
        }
    }

    private List<Table> tables() throws SQLException {
        Map<Long, List<Owned<Column>>> columns = columns();
        Map<Long, List<Owned<Check>>> checks = Rows.list(
                        connection,
                        CHECKS,
                        row -> new Owned<>(
                                row.getLong("conrelid"),
                                new Check(
                                        row.getString("conname"),
                                        row.getString("definition"),
                                        row.getBoolean("convalidated"),
                                        row.getBoolean("inherited"))))
                .stream()
                .collect(Collectors.groupingBy(Owned::table));
        Map<Long, List<Owned<Key>>> keys = keys();
        return Rows.list(connection, TABLES, row -> {
            long oid = row.getLong("oid");
            return new Table(
                    oid,
                    new Name(row.getString("nspname"), row.getString("relname")),
                    row.getString("relkind").charAt(0),
                    row.getBoolean("relispartition"),
                    row.getBoolean("parents"),
                    row.getBoolean("children"),
                    row.getDouble("reltuples"),
                    of(columns, oid),
                    of(checks, oid),
                    of(keys, oid).stream().findFirst());
        });
    }

    /** Something that belongs to the table with this OID. */
    private record Owned<T>(long table, T value) {}

    private static <T> List<T> of(Map<Long, List<Owned<T>>> all, long table) {
        return all.getOrDefault(table, List.of()).stream().map(Owned::value).toList();
    }

    private Map<Long, List<Owned<Column>>> columns() throws SQLException {
        String generated = version >= 120_000 ? "a.attgenerated" : "''";
        return Rows.list(connection, COLUMNS.formatted(generated, OURS), row -> {
                    String kind = row.getString("generated");
                    boolean isGenerated = !kind.isEmpty();
                    Optional<String> expression = Optional.ofNullable(row.getString("expression"));
                    return new Owned<>(
                            row.getLong("attrelid"),
                            new Column(
                                    row.getString("attname"),
                                    row.getString("type"),
                                    Optional.ofNullable(row.getString("collation")),
                                    row.getBoolean("attnotnull"),
                                    expression.filter(e -> isGenerated),
                                    kind.equals("s"),
                                    row.getBoolean("identity"),
                                    expression.filter(e -> !isGenerated)));
                })
                .stream()
                .collect(Collectors.groupingBy(Owned::table));
    }

    private Map<Long, List<Owned<Key>>> keys() throws SQLException {
        // From 11 on, indkey also lists the columns that an index merely includes.
        String counted = version >= 110_000 ? "k.position <= i.indnkeyatts" : "true";
        return Rows.list(
                        connection,
                        KEYS.formatted(counted, counted),
                        row -> new Owned<>(
                                row.getLong("indrelid"),
                                new Key(
                                        row.getString("relname"),
                                        texts(row.getArray("columns")),
                                        row.getBoolean("indisprimary"))))
                .stream()
                .collect(Collectors.groupingBy(Owned::table));
    }

    private List<ForeignKey> foreignKeys() throws SQLException {
        // From 11 on, the keys of partitions hang on the key of the partitioned table.
        String sql = FOREIGN_KEYS
                .formatted(OURS)
                .replace("k.conparentid_or_zero", version >= 110_000 ? "k.conparentid" : "0");
        return Rows.list(
                connection,
                sql,
                row -> new ForeignKey(
                        name(row, "nspname", "relname"),
                        row.getString("conname"),
                        texts(row.getArray("columns")),
                        name(row, "referenced_schema", "referenced_table"),
                        texts(row.getArray("referenced_columns")),
                        ForeignKey.Match.of(row.getString("confmatchtype")),
                        row.getString("definition"),
                        row.getBoolean("convalidated")));
    }

    private List<Sequence> sequences() throws SQLException {
        List<Sequence> declared = Rows.list(
                connection,
                SEQUENCES,
                row -> new Sequence(
                        name(row, "nspname", "relname"),
                        row.getString("type"),
                        row.getLong("seqincrement"),
                        row.getLong("seqmin"),
                        row.getLong("seqmax"),
                        row.getBoolean("seqcycle"),
                        0,
                        false,
                        row.getString("owner_table") == null
                                ? Optional.empty()
                                : Optional.of(new Sequence.Owner(
                                        name(row, "owner_schema", "owner_table"),
                                        row.getString("owner_column"),
                                        row.getBoolean("identity")))));
        if (declared.isEmpty()) {
            return declared;
        }
        // The value is in the sequence itself; pg_sequences hides it until the first nextval. One round trip for all of
        // them.
        String values = IntStream.range(0, declared.size())
                .mapToObj(i -> "SELECT " + i + ", last_value, is_called FROM "
                        + declared.get(i).name().sql())
                .collect(Collectors.joining(" UNION ALL ", "", " ORDER BY 1"));
        return Rows.list(connection, values, row -> declared.get(row.getInt(1)).at(row.getLong(2), row.getBoolean(3)));
    }

    static Name name(ResultSet row, String schema, String name) throws SQLException {
        return new Name(row.getString(schema), row.getString(name));
    }

    static List<String> texts(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }
}
