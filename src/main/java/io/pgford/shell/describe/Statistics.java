package io.pgford.shell.describe;

import io.pgford.command.Answer;
import java.sql.Connection;
import java.sql.SQLException;

/** The statistics objects of a table, and the publications that it is in. */
final class Statistics implements RelationPart {
    @Override
    public void add(Answer.Builder answer, Connection connection, Relation relation) throws SQLException {
        RelationPart.grid(answer, connection, relation, "statistics", "Statistics objects", """
                SELECT pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(s.stxname) AS statistics,
                       pg_catalog.concat_ws(', ', CASE WHEN 'd' = ANY (s.stxkind) THEN 'ndistinct' END,
                         CASE WHEN 'f' = ANY (s.stxkind) THEN 'dependencies' END,
                         CASE WHEN 'm' = ANY (s.stxkind) THEN 'mcv' END) AS kinds,
                       %s AS target,
                       pg_catalog.substring(pg_catalog.pg_get_statisticsobjdef(s.oid), ' ON (.*)$') AS definition
                FROM pg_catalog.pg_statistic_ext AS s
                JOIN pg_catalog.pg_namespace AS n ON n.oid = s.stxnamespace
                WHERE s.stxrelid = ?
                ORDER BY 1""".formatted(
                        relation.version() >= 13 ? "NULLIF(s.stxstattarget, -1)" : "NULL::pg_catalog.int4"));
        if (relation.kind() == 'r' || relation.kind() == 'p') {
            RelationPart.grid(
                    answer, connection, relation, "publications", "Publications", publications(relation.version()));
        }
    }

    /** Rows and columns can be chosen, and schemas published, from 15 on. */
    private static String publications(int version) {
        String schemas = """

                UNION ALL
                SELECT p.pubname, 'all tables of its schema'
                FROM pg_catalog.pg_publication AS p
                JOIN pg_catalog.pg_publication_namespace AS pn ON pn.pnpubid = p.oid
                WHERE pn.pnnspid = c.relnamespace""";
        String chosen = """
                pg_catalog.concat_ws(' ',
                  '(' || (SELECT pg_catalog.string_agg(pg_catalog.quote_ident(a.attname), ', ' ORDER BY a.attnum)
                          FROM pg_catalog.pg_attribute AS a
                          WHERE a.attrelid = pr.prrelid AND a.attnum = ANY (pr.prattrs)) || ')',
                  'WHERE ' || pg_catalog.pg_get_expr(pr.prqual, pr.prrelid))""";
        return """
            SELECT u.publication, u.what
            FROM pg_catalog.pg_class AS c
            CROSS JOIN LATERAL (
              SELECT p.pubname, 'all tables'
              FROM pg_catalog.pg_publication AS p
              WHERE p.puballtables AND pg_catalog.pg_relation_is_publishable(c.oid)
              UNION ALL
              SELECT p.pubname, %s
              FROM pg_catalog.pg_publication AS p
              JOIN pg_catalog.pg_publication_rel AS pr ON pr.prpubid = p.oid
              WHERE pr.prrelid = c.oid%s
            ) AS u (publication, what)
            WHERE c.oid = ?
            ORDER BY 1, 2""".formatted(version >= 15 ? chosen : "''", version >= 15 ? schemas : "");
    }
}
