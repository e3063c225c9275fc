package io.pgford.catalog;

import io.pgford.database.Name;
import io.pgford.database.Rows;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Finds the foreign keys of the users' tables. */
public final class ForeignKeys {
    private ForeignKeys() {}

    /**
     * The keys that the catalog declares, by table and name. Those that a partition has from its parent, or that serve a
     * referenced partition, are the parent's ({@code conparentid}, since 11) and not listed.
     */
    public static List<ForeignKey> declared(Connection connection) throws SQLException {
        return Rows.list(connection, """
                SELECT n.nspname, c.relname, k.conname,
                       ARRAY(SELECT a.attname::pg_catalog.text
                             FROM pg_catalog.unnest(k.conkey) WITH ORDINALITY AS u (attnum, place)
                             JOIN pg_catalog.pg_attribute AS a ON a.attrelid = k.conrelid AND a.attnum = u.attnum
                             ORDER BY u.place),
                       rn.nspname, r.relname,
                       ARRAY(SELECT a.attname::pg_catalog.text
                             FROM pg_catalog.unnest(k.confkey) WITH ORDINALITY AS u (attnum, place)
                             JOIN pg_catalog.pg_attribute AS a ON a.attrelid = k.confrelid AND a.attnum = u.attnum
                             ORDER BY u.place),
                       k.confmatchtype, pg_catalog.pg_get_constraintdef(k.oid), k.convalidated
                FROM pg_catalog.pg_constraint AS k
                JOIN pg_catalog.pg_class AS c ON c.oid = k.conrelid
                JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
                JOIN pg_catalog.pg_class AS r ON r.oid = k.confrelid
                JOIN pg_catalog.pg_namespace AS rn ON rn.oid = r.relnamespace
                WHERE k.contype = 'f' AND coalesce(pg_catalog.to_jsonb(k) ->> 'conparentid', '0') = '0'
                  AND %s
                ORDER BY n.nspname, c.relname, k.conname
                """.formatted(SchemaFact.USER_SCHEMA), ForeignKeys::read);
    }

    private static ForeignKey read(ResultSet row) throws SQLException {
        return new ForeignKey(
                new Name(row.getString(1), row.getString(2)),
                row.getString(3),
                texts(row.getArray(4)),
                new Name(row.getString(5), row.getString(6)),
                texts(row.getArray(7)),
                ForeignKey.Match.of(row.getString(8)),
                row.getString(9),
                row.getBoolean(10));
    }

    private static List<String> texts(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }
}
