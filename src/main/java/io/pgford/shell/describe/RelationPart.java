package io.pgford.shell.describe;

import io.pgford.command.Answer;
import java.sql.Connection;
import java.sql.SQLException;

/** One part of what there is to say about a relation. */
@FunctionalInterface
interface RelationPart {
    /** Adds it to the answer, if the relation has such a part. */
    void add(Answer.Builder answer, Connection connection, Relation relation) throws SQLException;

    /** A part that is a grid; left out where it has no rows. The query's one value is the relation's OID. */
    static void grid(
            Answer.Builder answer, Connection connection, Relation relation, String name, String title, String sql)
            throws SQLException {
        Table table = Table.of(connection, sql, relation.oid());
        if (!table.rows().isEmpty()) {
            answer.grid(name, title, table.columns(), table.rows());
        }
    }

    /** A part that is a line for each row of a query with one column and one value. */
    static void lines(Answer.Builder answer, Connection connection, Relation relation, String sql) throws SQLException {
        for (var row : Table.of(connection, sql, relation.oid()).rows()) {
            if (row.get(0) != null) {
                answer.line(row.get(0).toString());
            }
        }
    }
}
