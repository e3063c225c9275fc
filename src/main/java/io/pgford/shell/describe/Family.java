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
                            THEN 'Partition of: ' || i.inhparent::pg_catalog.regclass
                                 || coalesce(' ' || pg_catalog.pg_get_expr(c.relpartbound, c.oid, true), '')
                            ELSE 'Inherits: ' || i.inhparent::pg_catalog.regclass END
                FROM pg_catalog.pg_inherits AS i
                JOIN pg_catalog.pg_class AS c ON c.oid = i.inhrelid
                WHERE i.inhrelid = ? AND c.relkind IN ('r', 'p', 'f', 'i', 'I')
                ORDER BY i.inhseqno""");
        if (relation.kind() == 'p') {
            RelationPart.lines(
                    answer, connection, relation, "SELECT 'Partition key: ' || pg_catalog.pg_get_partkeydef(?)");
        }
        if (relation.plus() && relation.isTable()) {
            RelationPart.lines(
                    answer,
                    connection,
                    relation,
                    "SELECT 'Partition constraint: ' || pg_catalog.pg_get_partition_constraintdef(?)");
        }
        boolean index = relation.kind() == 'I';
        if (index || relation.isTable()) {
            String name = index ? "child_indexes" : "child_tables";
            RelationPart.grid(
                    answer, connection, relation, name, index ? "Child indexes" : "Child tables", """
                    SELECT c.oid::pg_catalog.regclass AS %s, %s AS type,
                           pg_catalog.pg_get_expr(c.relpartbound, c.oid, true) AS partition
                    FROM pg_catalog.pg_inherits AS i
                    JOIN pg_catalog.pg_class AS c ON c.oid = i.inhrelid
                    WHERE i.inhparent = ?
                    ORDER BY 1""".formatted(
                                    index ? "index" : "table", Relations.kindName("c.relkind")));
        }
    }
}
