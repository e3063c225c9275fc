package io.pgford.shell.describe;

import io.pgford.command.Answer;
import java.sql.Connection;
import java.sql.SQLException;

/** The triggers that somebody made. Those of foreign keys belong to the keys, and are shown where somebody disabled them. */
final class Triggers implements RelationPart {
    @Override
    public void add(Answer.Builder answer, Connection connection, Relation relation) throws SQLException {
        RelationPart.grid(
                answer, connection, relation, "triggers", "Triggers", """
                SELECT t.tgname AS trigger,
                       CASE t.tgenabled WHEN 'O' THEN 'enabled' WHEN 'D' THEN 'disabled'
                            WHEN 'R' THEN 'replica only' ELSE 'always' END AS state,
                       pg_catalog.regexp_replace(pg_catalog.pg_get_triggerdef(t.oid, true),
                                                 '^CREATE (CONSTRAINT )?TRIGGER ', '') AS definition
                FROM pg_catalog.pg_trigger AS t
                WHERE t.tgrelid = ? AND (NOT t.tgisinternal OR t.tgenabled = 'D' OR %s)
                ORDER BY t.tgname""".formatted(cloned(relation.version())));
    }

    /** From 11 to 14, a partition's copy of its parent's trigger is called internal, but depends on a trigger. */
    private static String cloned(int version) {
        return version < 11 || version > 14 ? "false" : """
            EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS d
                    WHERE d.objid = t.oid AND d.classid = 'pg_catalog.pg_trigger'::pg_catalog.regclass
                      AND d.refclassid = 'pg_catalog.pg_trigger'::pg_catalog.regclass)""";
    }
}
