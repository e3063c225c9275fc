package io.pgford.catalog;

import static io.pgford.catalog.SchemaFact.userRelation;

import io.pgford.catalog.SchemaFact.Shape;
import java.util.List;

/**
 * What hangs on a table. Parts that a partition has from its parent are the parent's, and are compared there: their names are
 * the server's choice.
 */
final class TablePartFacts {
    private TablePartFacts() {}

    /** All but NOT NULL, which is a constraint since 18 and compared as a property of the column. */
    static final SchemaFact CONSTRAINTS =
            new SchemaFact(Shape.ON_RELATION, """
            SELECT CASE k.contype WHEN 'p' THEN 'primary key' WHEN 'u' THEN 'unique constraint'
                                  WHEN 'c' THEN 'check constraint' WHEN 'x' THEN 'exclusion constraint'
                                  ELSE '%s' END,
                   n.nspname, c.relname, k.conname, pg_catalog.pg_get_constraintdef(k.oid)
            FROM pg_catalog.pg_constraint AS k
            JOIN pg_catalog.pg_class AS c ON c.oid = k.conrelid
            JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
            WHERE k.contype IN ('p', 'u', 'c', 'x', 'f') AND k.conname <> 'pgford_crossed'
              AND coalesce(pg_catalog.to_jsonb(k) ->> 'conparentid', '0') = '0'
              AND %s
            """.formatted(SchemaObject.FOREIGN_KEY, userRelation()));

    static final SchemaFact INDEXES = new SchemaFact(Shape.ON_RELATION, """
            SELECT 'index', n.nspname, c.relname, i.relname,
                   pg_catalog.pg_get_indexdef(x.indexrelid) || CASE WHEN x.indisvalid THEN '' ELSE ' (invalid)' END
            FROM pg_catalog.pg_index AS x
            JOIN pg_catalog.pg_class AS i ON i.oid = x.indexrelid
            JOIN pg_catalog.pg_class AS c ON c.oid = x.indrelid
            JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
            WHERE NOT i.relispartition AND c.relkind IN ('r', 'p', 'm')
              AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS k
                              WHERE k.conindid = x.indexrelid AND k.contype IN ('p', 'u', 'x'))
              AND %s
            """.formatted(userRelation()));

    /** Without the triggers that pgford sets, whose functions stand in its own schema. */
    static final SchemaFact TRIGGERS = new SchemaFact(Shape.ON_RELATION, """
            SELECT 'trigger', n.nspname, c.relname, t.tgname,
                   pg_catalog.pg_get_triggerdef(t.oid)
                   || CASE t.tgenabled WHEN 'D' THEN ' (disabled)' WHEN 'R' THEN ' (on replica)'
                                       WHEN 'A' THEN ' (always)' ELSE '' END
            FROM pg_catalog.pg_trigger AS t
            JOIN pg_catalog.pg_class AS c ON c.oid = t.tgrelid
            JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
            JOIN pg_catalog.pg_proc AS p ON p.oid = t.tgfoid
            JOIN pg_catalog.pg_namespace AS pn ON pn.oid = p.pronamespace
            WHERE NOT t.tgisinternal AND coalesce(pg_catalog.to_jsonb(t) ->> 'tgparentid', '0') = '0'
              AND pn.nspname <> 'pgford'
              AND %s
            """.formatted(userRelation()));

    static final SchemaFact RULES = new SchemaFact(Shape.ON_RELATION, """
            SELECT 'rule', n.nspname, c.relname, r.rulename,
                   pg_catalog.pg_get_ruledef(r.oid) || CASE r.ev_enabled WHEN 'D' THEN ' (disabled)' ELSE '' END
            FROM pg_catalog.pg_rewrite AS r
            JOIN pg_catalog.pg_class AS c ON c.oid = r.ev_class
            JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
            WHERE r.rulename <> '_RETURN' AND %s
            """.formatted(userRelation()));

    static final SchemaFact POLICIES = new SchemaFact(Shape.ON_RELATION, """
            SELECT 'policy', n.nspname, c.relname, p.polname,
                   pg_catalog.concat_ws(' ',
                       CASE WHEN p.polpermissive THEN 'permissive' ELSE 'restrictive' END,
                       'for ' || CASE p.polcmd WHEN 'r' THEN 'select' WHEN 'a' THEN 'insert' WHEN 'w' THEN 'update'
                                               WHEN 'd' THEN 'delete' ELSE 'all' END,
                       'to ' || (SELECT pg_catalog.string_agg(
                                            CASE m.role WHEN 0 THEN 'PUBLIC'
                                                 ELSE pg_catalog.pg_get_userbyid(m.role)::pg_catalog.text END,
                                            ', ' ORDER BY pg_catalog.pg_get_userbyid(m.role))
                                 FROM pg_catalog.unnest(p.polroles) AS m (role)),
                       'using (' || pg_catalog.pg_get_expr(p.polqual, p.polrelid) || ')',
                       'with check (' || pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid) || ')')
            FROM pg_catalog.pg_policy AS p
            JOIN pg_catalog.pg_class AS c ON c.oid = p.polrelid
            JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
            WHERE %s
            """.formatted(userRelation()));

    static final SchemaFact STATISTICS = new SchemaFact(Shape.QUALIFIED, """
            SELECT 'statistics', n.nspname, s.stxname, NULL, pg_catalog.pg_get_statisticsobjdef(s.oid)
            FROM pg_catalog.pg_statistic_ext AS s
            JOIN pg_catalog.pg_namespace AS n ON n.oid = s.stxnamespace
            WHERE %s AND %s
            """.formatted(
                    SchemaFact.USER_SCHEMA, SchemaFact.notOfExtension("pg_statistic_ext", "s.oid")));

    static final List<SchemaFact> ALL = List.of(CONSTRAINTS, INDEXES, TRIGGERS, RULES, POLICIES, STATISTICS);
}
