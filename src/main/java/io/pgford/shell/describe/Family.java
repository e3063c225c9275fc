package io.pgford.shell.describe;

import io.pgford.command.Answer;
import java.sql.Connection;
import java.sql.SQLException;

/** Partitioning and inheritance: what the relation comes from, and what comes from it. */
final class Family implements RelationPart {
    @Override
    public void add(Answer.Builder answer, Connection connection, Relation relation) throws SQLException {
        RelationPart.lines(answer, connection, relation, """
                SELECT CASE WHEN c.relispartition
                            THEN 'Partition of: ' || i.inhparent::pg_catalog.regclass || ' '
                                 || pg_catalog.pg_get_expr(c.relpartbound, c.oid, true)
                            ELSE 'Inherits: ' || i.inhparent::pg_catalog.regclass END
                FROM pg_catalog.pg_inherits AS i
                JOIN pg_catalog.pg_class AS c ON c.oid = i.inhrelid
                WHERE i.inhrelid = ? AND c.relkind IN ('r', 'p', 'f')
                ORDER BY i.inhseqno""");
        if (relation.kind() == 'p') {
            RelationPart.lines(
                    answer, connection, relation, "SELECT 'Partition key: ' || pg_catalog.pg_get_partkeydef(?)");
        }
        if (relation.isTable()) {
            RelationPart.grid(answer, connection, relation, "child_tables", "Child tables", """
                    SELECT c.oid::pg_catalog.regclass AS table, %s AS type,
                           pg_catalog.pg_get_expr(c.relpartbound, c.oid, true) AS partition
                    FROM pg_catalog.pg_inherits AS i
                    JOIN pg_catalog.pg_class AS c ON c.oid = i.inhrelid
                    WHERE i.inhparent = ?
                    ORDER BY 1""".formatted(
                            Relations.kindName("c.relkind")));
        }
    }
}
