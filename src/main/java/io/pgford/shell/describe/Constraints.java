package io.pgford.shell.describe;

import io.pgford.command.Answer;
import java.sql.Connection;
import java.sql.SQLException;

/** Check constraints, foreign keys, and the foreign keys of others that point here. */
final class Constraints implements RelationPart {
    @Override
    public void add(Answer.Builder answer, Connection connection, Relation relation) throws SQLException {
        if (!relation.isTable()) {
            return;
        }
        String own = """
                SELECT k.conname AS constraint, pg_catalog.pg_get_constraintdef(k.oid, true) AS definition
                FROM pg_catalog.pg_constraint AS k
                WHERE k.conrelid = ? AND k.contype = '%s'
                ORDER BY k.conname""";
        RelationPart.grid(answer, connection, relation, "check_constraints", "Check constraints", own.formatted("c"));
        RelationPart.grid(answer, connection, relation, "foreign_keys", "Foreign keys", own.formatted("f"));
        RelationPart.grid(answer, connection, relation, "referenced_by", "Referenced by", """
                SELECT k.conrelid::pg_catalog.regclass AS table, k.conname AS constraint,
                       pg_catalog.pg_get_constraintdef(k.oid, true) AS definition
                FROM pg_catalog.pg_constraint AS k
                WHERE k.confrelid = ? AND k.contype = 'f'
                ORDER BY 1, 2""");
    }
}
