package io.pgford.catalog;

import static io.pgford.catalog.SchemaFact.USER_SCHEMA;
import static io.pgford.catalog.SchemaFact.notOfExtension;

import io.pgford.catalog.SchemaFact.Shape;
import java.util.List;

/** Functions, procedures and aggregates, told apart by their argument types. */
final class RoutineFacts {
    private RoutineFacts() {}

    /** Without the constructors that come with a range type, which hang on it internally. */
    static final SchemaFact FUNCTIONS =
            new SchemaFact(Shape.CALLED, """
            SELECT CASE pg_catalog.to_jsonb(p) ->> 'prokind' WHEN 'p' THEN 'procedure' ELSE 'function' END,
                   n.nspname, p.proname, pg_catalog.oidvectortypes(p.proargtypes),
                   pg_catalog.pg_get_functiondef(p.oid)
            FROM pg_catalog.pg_proc AS p
            JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace
            WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_aggregate AS a WHERE a.aggfnoid = p.oid)
              AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS i
                              WHERE i.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND i.objid = p.oid
                                AND i.deptype = 'i')
              AND %s AND %s
            """.formatted(USER_SCHEMA, notOfExtension("pg_proc", "p.oid")));

    static final SchemaFact AGGREGATES =
            new SchemaFact(Shape.CALLED, """
            SELECT 'aggregate', n.nspname, p.proname, pg_catalog.oidvectortypes(p.proargtypes),
                   pg_catalog.concat_ws(', ',
                       'step ' || a.aggtransfn, 'state ' || pg_catalog.format_type(a.aggtranstype, NULL),
                       CASE WHEN a.aggfinalfn <> 0 THEN 'final ' || a.aggfinalfn END,
                       CASE WHEN a.aggcombinefn <> 0 THEN 'combine ' || a.aggcombinefn END,
                       'initial ' || pg_catalog.quote_literal(a.agginitval),
                       'kind ' || a.aggkind::pg_catalog.text)
            FROM pg_catalog.pg_aggregate AS a
            JOIN pg_catalog.pg_proc AS p ON p.oid = a.aggfnoid
            JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace
            WHERE %s AND %s
            """.formatted(USER_SCHEMA, notOfExtension("pg_proc", "p.oid")));

    static final List<SchemaFact> ALL = List.of(FUNCTIONS, AGGREGATES);
}
