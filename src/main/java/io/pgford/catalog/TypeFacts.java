package io.pgford.catalog;

import static io.pgford.catalog.SchemaFact.USER_SCHEMA;
import static io.pgford.catalog.SchemaFact.notOfExtension;

import io.pgford.catalog.SchemaFact.Shape;
import java.util.List;

/** Schemas, extensions, types, and the rarer objects that are compared by their presence alone. */
final class TypeFacts {
    private TypeFacts() {}

    static final SchemaFact SCHEMAS =
            new SchemaFact(Shape.BARE, """
            SELECT 'schema', '', n.nspname, NULL, ''
            FROM pg_catalog.pg_namespace AS n
            WHERE %s AND %s
            """.formatted(USER_SCHEMA, notOfExtension("pg_namespace", "n.oid")));

    /** Without versions: each major version of the server brings its own. */
    static final SchemaFact EXTENSIONS = new SchemaFact(Shape.BARE, """
            SELECT 'extension', '', x.extname, NULL, 'in schema ' || pg_catalog.quote_ident(n.nspname)
            FROM pg_catalog.pg_extension AS x
            JOIN pg_catalog.pg_namespace AS n ON n.oid = x.extnamespace
            WHERE x.extname <> 'postgres_fdw'
            """);

    static final SchemaFact TYPES =
            new SchemaFact(Shape.QUALIFIED, """
            SELECT 'type', n.nspname, t.typname, NULL,
                   CASE t.typtype
                       WHEN 'e' THEN 'enum (' || coalesce(
                           (SELECT pg_catalog.string_agg(pg_catalog.quote_literal(l.enumlabel), ', '
                                                         ORDER BY l.enumsortorder)
                            FROM pg_catalog.pg_enum AS l WHERE l.enumtypid = t.oid), '') || ')'
                       WHEN 'c' THEN 'composite (' || coalesce(
                           (SELECT pg_catalog.string_agg(pg_catalog.quote_ident(a.attname) || ' '
                                                         || pg_catalog.format_type(a.atttypid, a.atttypmod), ', '
                                                         ORDER BY a.attnum)
                            FROM pg_catalog.pg_attribute AS a
                            WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped), '') || ')'
                       WHEN 'd' THEN pg_catalog.concat_ws(' ',
                           'domain', pg_catalog.format_type(t.typbasetype, t.typtypmod),
                           CASE WHEN t.typnotnull THEN 'not null' END,
                           'default ' || t.typdefault,
                           (SELECT pg_catalog.string_agg('constraint ' || pg_catalog.quote_ident(k.conname) || ' '
                                                         || pg_catalog.pg_get_constraintdef(k.oid), ' '
                                                         ORDER BY k.conname)
                            FROM pg_catalog.pg_constraint AS k WHERE k.contypid = t.oid AND k.contype = 'c'))
                       WHEN 'r' THEN 'range of '
                           || (SELECT pg_catalog.format_type(r.rngsubtype, NULL)
                               FROM pg_catalog.pg_range AS r WHERE r.rngtypid = t.oid)
                       ELSE 'base type' END
            FROM pg_catalog.pg_type AS t
            JOIN pg_catalog.pg_namespace AS n ON n.oid = t.typnamespace
            LEFT JOIN pg_catalog.pg_class AS c ON c.oid = t.typrelid
            WHERE t.typtype IN ('e', 'c', 'd', 'r', 'b') AND t.typelem = 0 AND t.typisdefined
              AND (t.typrelid = 0 OR c.relkind = 'c')
              AND %s AND %s
            """.formatted(USER_SCHEMA, notOfExtension("pg_type", "t.oid")));

    /**
     * Presence only. Objects with an OID below 16384 are the system's (manual, "Object Identifier Types" and
     * {@code access/transam.h}).
     */
    static final SchemaFact OTHERS = new SchemaFact(Shape.IDENTITY, """
            SELECT i.type, '', i.identity, NULL, ''
            FROM (
                SELECT 'pg_catalog.pg_operator'::pg_catalog.regclass AS catalog, oid FROM pg_catalog.pg_operator
                UNION ALL SELECT 'pg_catalog.pg_opclass'::pg_catalog.regclass, oid FROM pg_catalog.pg_opclass
                UNION ALL SELECT 'pg_catalog.pg_collation'::pg_catalog.regclass, oid FROM pg_catalog.pg_collation
                UNION ALL SELECT 'pg_catalog.pg_conversion'::pg_catalog.regclass, oid FROM pg_catalog.pg_conversion
                UNION ALL SELECT 'pg_catalog.pg_ts_config'::pg_catalog.regclass, oid FROM pg_catalog.pg_ts_config
                UNION ALL SELECT 'pg_catalog.pg_ts_dict'::pg_catalog.regclass, oid FROM pg_catalog.pg_ts_dict
                UNION ALL SELECT 'pg_catalog.pg_cast'::pg_catalog.regclass, oid FROM pg_catalog.pg_cast
                UNION ALL SELECT 'pg_catalog.pg_language'::pg_catalog.regclass, oid FROM pg_catalog.pg_language
                UNION ALL SELECT 'pg_catalog.pg_event_trigger'::pg_catalog.regclass, oid
                          FROM pg_catalog.pg_event_trigger
            ) AS o
            CROSS JOIN LATERAL pg_catalog.pg_identify_object(o.catalog, o.oid, 0) AS i
            WHERE o.oid >= 16384 AND coalesce(i.schema, '') NOT IN ('pgford', 'pg_catalog', 'information_schema')
              AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS e
                              WHERE e.classid = o.catalog AND e.objid = o.oid AND e.deptype IN ('e', 'i'))
            """);

    static final List<SchemaFact> ALL = List.of(SCHEMAS, EXTENSIONS, TYPES, OTHERS);
}
