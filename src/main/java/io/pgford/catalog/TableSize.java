package io.pgford.catalog;

import io.pgford.database.Name;
import io.pgford.database.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * A table that holds rows, and how much of the disk it takes.
 *
 * @param pages of its own main fork, 8 kB each, as they are now
 */
public record TableSize(Name table, long pages) {

    /**
     * The users' ordinary tables and partitions, by name: no partitioned tables, which hold no rows, no foreign tables, none
     * of an extension, none in schema {@code pgford}.
     */
    public static List<TableSize> list(Connection connection) throws SQLException {
        return Rows.list(
                connection,
                """
                SELECT n.nspname, c.relname,
                       pg_catalog.pg_relation_size(c.oid)
                           / pg_catalog.current_setting('block_size')::pg_catalog.int8
                FROM pg_catalog.pg_class AS c
                JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
                WHERE c.relkind = 'r' AND %s
                ORDER BY n.nspname, c.relname
                """.formatted(SchemaFact.userRelation()),
                row -> new TableSize(new Name(row.getString(1), row.getString(2)), row.getLong(3)));
    }
}
