package io.pgford.shell.describe;

import io.pgford.command.Answer;
import java.sql.Connection;
import java.sql.SQLException;

/** Rules, other than the one that makes a view, and row security policies. */
final class Rules implements RelationPart {
    @Override
    public void add(Answer.Builder answer, Connection connection, Relation relation) throws SQLException {
        RelationPart.grid(answer, connection, relation, "rules", "Rules", """
                SELECT r.rulename AS rule,
                       CASE r.ev_enabled WHEN 'O' THEN 'enabled' WHEN 'D' THEN 'disabled'
                            WHEN 'R' THEN 'replica only' ELSE 'always' END AS state,
                       pg_catalog.pg_get_ruledef(r.oid, true) AS definition
                FROM pg_catalog.pg_rewrite AS r
                WHERE r.ev_class = ? AND r.rulename <> '_RETURN'
                ORDER BY r.rulename""");
        RelationPart.grid(answer, connection, relation, "policies", "Row security policies", """
                SELECT p.policyname AS policy, p.permissive AS kind, p.cmd AS command, pg_catalog.array_to_string(p.roles, ', ') AS roles,
                       p.qual AS using, p.with_check
                FROM pg_catalog.pg_policies AS p
                JOIN pg_catalog.pg_namespace AS n ON n.nspname = p.schemaname
                JOIN pg_catalog.pg_class AS c ON c.relnamespace = n.oid AND c.relname = p.tablename
                WHERE c.oid = ?
                ORDER BY p.policyname""");
    }
}
