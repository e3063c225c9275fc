package io.pgford.shell.describe;

import io.pgford.command.Answer;
import java.sql.Connection;
import java.sql.SQLException;

/** The triggers that somebody made; those of foreign keys belong to the keys. */
final class Triggers implements RelationPart {
    @Override
    public void add(Answer.Builder answer, Connection connection, Relation relation) throws SQLException {
        RelationPart.grid(answer, connection, relation, "triggers", "Triggers", """
                SELECT t.tgname AS trigger,
                       CASE t.tgenabled WHEN 'O' THEN 'enabled' WHEN 'D' THEN 'disabled'
                            WHEN 'R' THEN 'replica only' ELSE 'always' END AS state,
                       pg_catalog.regexp_replace(pg_catalog.pg_get_triggerdef(t.oid, true),
                                                 '^CREATE (CONSTRAINT )?TRIGGER ', '') AS definition
                FROM pg_catalog.pg_trigger AS t
                WHERE t.tgrelid = ? AND NOT t.tgisinternal
                ORDER BY t.tgname""");
    }
}
