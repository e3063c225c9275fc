package io.pgford.shell.describe;

import io.pgford.command.Answer;
import java.sql.Connection;
import java.sql.SQLException;

/** The indexes of a table; of an index, its table and state. */
final class Indexes implements RelationPart {
    /** {@code NULLS NOT DISTINCT} came with 15. */
    private static String kind(int version) {
        return """
            pg_catalog.concat_ws(', ',
              CASE WHEN i.indisprimary THEN 'primary key' WHEN k.contype = 'u' THEN 'unique constraint'
                   WHEN k.contype = 'x' THEN 'exclusion constraint' WHEN i.indisunique THEN 'unique' END,
              %s,
              CASE WHEN k.condeferrable THEN 'deferrable' END,
              CASE WHEN k.condeferred THEN 'initially deferred' END,
              CASE WHEN i.indisclustered THEN 'clustered' END,
              CASE WHEN i.indisreplident THEN 'replica identity' END,
              CASE WHEN NOT i.indisvalid THEN 'INVALID' END)""".formatted(version >= 15 ? "CASE WHEN i.indnullsnotdistinct THEN 'nulls not distinct' END" : "NULL");
    }

    @Override
    public void add(Answer.Builder answer, Connection connection, Relation relation) throws SQLException {
        if (relation.kind() == 'i' || relation.kind() == 'I') {
            RelationPart.lines(answer, connection, relation, """
                    SELECT pg_catalog.concat_ws(', ', NULLIF(%s, ''), m.amname,
                             'for table ' || i.indrelid::pg_catalog.regclass,
                             'predicate (' || pg_catalog.pg_get_expr(i.indpred, i.indrelid, true) || ')')
                    FROM pg_catalog.pg_index AS i
                    JOIN pg_catalog.pg_class AS c ON c.oid = i.indexrelid
                    JOIN pg_catalog.pg_am AS m ON m.oid = c.relam
                    LEFT JOIN pg_catalog.pg_constraint AS k ON k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x')
                    WHERE i.indexrelid = ?""".formatted(kind(relation.version())));
            return;
        }
        RelationPart.grid(answer, connection, relation, "indexes", "Indexes", """
                SELECT c.relname AS index, %s AS kind,
                       CASE WHEN k.contype = 'x' THEN pg_catalog.pg_get_constraintdef(k.oid, true)
                            ELSE pg_catalog.regexp_replace(pg_catalog.pg_get_indexdef(i.indexrelid, 0, true),
                                                           '^.*? USING ', '') END
                       || coalesce(' TABLESPACE ' || pg_catalog.quote_ident(s.spcname), '') AS definition
                FROM pg_catalog.pg_index AS i
                JOIN pg_catalog.pg_class AS c ON c.oid = i.indexrelid
                LEFT JOIN pg_catalog.pg_tablespace AS s ON s.oid = c.reltablespace
                LEFT JOIN pg_catalog.pg_constraint AS k ON k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x')
                WHERE i.indrelid = ?
                ORDER BY i.indisprimary DESC, c.relname""".formatted(kind(relation.version())));
    }
}
