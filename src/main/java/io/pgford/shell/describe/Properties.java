package io.pgford.shell.describe;

import io.pgford.command.Answer;
import java.sql.Connection;
import java.sql.SQLException;

/** What a relation is besides its columns: how and where it is kept, and whether it guards its rows. */
final class Properties implements RelationPart {
    @Override
    public void add(Answer.Builder answer, Connection connection, Relation relation) throws SQLException {
        RelationPart.lines(answer, connection, relation, """
                SELECT line
                FROM pg_catalog.pg_class AS c
                LEFT JOIN pg_catalog.pg_class AS toast ON toast.oid = c.reltoastrelid
                LEFT JOIN pg_catalog.pg_tablespace AS t ON t.oid = c.reltablespace
                LEFT JOIN pg_catalog.pg_am AS m ON m.oid = c.relam AND c.relkind IN ('r', 'm', 'p', 'I')
                CROSS JOIN LATERAL (VALUES
                  (1, CASE c.relpersistence WHEN 'u' THEN 'Unlogged: a crash empties it, a standby does not have it'
                                            WHEN 't' THEN 'Temporary' END),
                  (2, CASE WHEN c.relrowsecurity THEN 'Row security: enabled'
                             || CASE WHEN c.relforcerowsecurity THEN ', forced for the owner too' ELSE '' END
                           WHEN EXISTS (SELECT 1 FROM pg_catalog.pg_policy AS p WHERE p.polrelid = c.oid)
                           THEN 'Row security: disabled' END),
                  (3, CASE WHEN c.relkind IN ('r', 'm', 'p') THEN
                        CASE c.relreplident WHEN 'f' THEN 'Replica identity: FULL'
                                            WHEN 'n' THEN 'Replica identity: NOTHING' END END),
                  (4, 'Typed table of type: ' || NULLIF(c.reloftype, 0)::pg_catalog.regtype),
                  (5, 'Options: ' || pg_catalog.array_to_string(NULLIF(c.reloptions || ARRAY(
                        SELECT 'toast.' || o FROM pg_catalog.unnest(toast.reloptions) AS o), '{}'), ', ')),
                  (6, 'Tablespace: ' || pg_catalog.quote_ident(t.spcname)),
                  (7, %s),
                  (8, %s)
                ) AS lines (nr, line)
                WHERE c.oid = ? AND line IS NOT NULL
                ORDER BY nr""".formatted(
                        relation.plus() && relation.version() >= 12 ? "'Access method: ' || m.amname" : "NULL",
                        // Tables with OIDs went with 12.
                        relation.version() < 12 ? "CASE WHEN c.relhasoids THEN 'Has OIDs: yes' END" : "NULL"));
    }
}
