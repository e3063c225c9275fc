package io.pgford.catalog;

import static io.pgford.catalog.SchemaFact.USER_SCHEMA;
import static io.pgford.catalog.SchemaFact.notOfExtension;
import static io.pgford.catalog.SchemaFact.userRelation;

import io.pgford.catalog.SchemaFact.Shape;
import java.util.List;

/**
 * Who may do what. The owner's own privileges are left out, since owners may differ by intent; a missing list means the
 * default one ({@code acldefault}; manual, "Privileges").
 */
final class PrivilegeFacts {
    private PrivilegeFacts() {}

    /** The list of one object in words: {@code app: INSERT, SELECT; PUBLIC: SELECT}; null where nobody but the owner may. */
    private static String inWords(String acl, String owner) {
        return """
                (SELECT pg_catalog.string_agg(g.line, '; ' ORDER BY g.line)
                 FROM (SELECT CASE x.grantee WHEN 0 THEN 'PUBLIC'
                                   ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(x.grantee)) END
                              || ': ' || pg_catalog.string_agg(
                                  x.privilege_type || CASE WHEN x.is_grantable THEN ' with grant option' ELSE '' END,
                                  ', ' ORDER BY x.privilege_type) AS line
                       FROM pg_catalog.aclexplode(%s) AS x
                       WHERE x.grantee <> %s
                       GROUP BY x.grantee) AS g)""".formatted(acl, owner);
    }

    static final SchemaFact RELATIONS =
            new SchemaFact(Shape.QUALIFIED, """
            SELECT 'privileges', n.nspname, c.relname, NULL, w.words
            FROM pg_catalog.pg_class AS c
            JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
            CROSS JOIN LATERAL (SELECT %s) AS w (words)
            WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f') AND w.words IS NOT NULL AND %s
            """.formatted(inWords("c.relacl", "c.relowner"), userRelation()));

    static final SchemaFact COLUMNS =
            new SchemaFact(Shape.DOTTED, """
            SELECT 'privileges', n.nspname, c.relname, a.attname, w.words
            FROM pg_catalog.pg_attribute AS a
            JOIN pg_catalog.pg_class AS c ON c.oid = a.attrelid
            JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
            CROSS JOIN LATERAL (SELECT %s) AS w (words)
            WHERE a.attnum > 0 AND NOT a.attisdropped AND w.words IS NOT NULL AND %s
            """.formatted(inWords("a.attacl", "c.relowner"), userRelation()));

    /**
     * In schema {@code public} everybody might create before PostgreSQL 15, and may not since (release notes of 15): that
     * much is not compared.
     */
    static final SchemaFact SCHEMAS = new SchemaFact(Shape.BARE, """
            SELECT 'privileges on schema', '', n.nspname, NULL,
                   CASE n.nspname WHEN 'public' THEN pg_catalog.replace(w.words, 'PUBLIC: CREATE, ', 'PUBLIC: ')
                                  ELSE w.words END
            FROM pg_catalog.pg_namespace AS n
            CROSS JOIN LATERAL (SELECT %s) AS w (words)
            WHERE w.words IS NOT NULL AND %s AND %s
            """.formatted(
                    inWords("n.nspacl", "n.nspowner"), USER_SCHEMA, notOfExtension("pg_namespace", "n.oid")));

    static final SchemaFact ROUTINES = new SchemaFact(Shape.CALLED, """
            SELECT 'privileges', n.nspname, p.proname, pg_catalog.oidvectortypes(p.proargtypes), coalesce(w.words, 'none')
            FROM pg_catalog.pg_proc AS p
            JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace
            CROSS JOIN LATERAL (SELECT %s) AS w (words)
            WHERE p.proacl IS NOT NULL AND w.words IS DISTINCT FROM 'PUBLIC: EXECUTE' AND %s AND %s
            """.formatted(
                    inWords("p.proacl", "p.proowner"), USER_SCHEMA, notOfExtension("pg_proc", "p.oid")));

    static final List<SchemaFact> ALL = List.of(RELATIONS, COLUMNS, SCHEMAS, ROUTINES);
}
