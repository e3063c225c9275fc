package io.pgford.shell.describe;

import java.util.Map;

/**
 * A listing whose query is the same for each version and with {@code +}.
 *
 * @param userObjects what is shown without a pattern
 */
record PlainListing(String one, String many, String userObjects, Matched matched, String sql) implements Listing {
    private static final String SYSTEM = "n.nspname NOT IN ('pg_catalog', 'information_schema')";

    private static final Map<String, PlainListing> ALL = Map.ofEntries(
            Map.entry(
                    "da", inSchema("aggregate function", "p.proname", "pg_catalog.pg_function_is_visible(p.oid)", """
                    SELECT n.nspname AS schema, p.proname AS name,
                           pg_catalog.format_type(p.prorettype, NULL) AS result_type,
                           pg_catalog.pg_get_function_identity_arguments(p.oid) AS arguments,
                           pg_catalog.obj_description(p.oid, 'pg_proc') AS description
                    FROM pg_catalog.pg_proc AS p
                    JOIN pg_catalog.pg_aggregate AS a ON a.aggfnoid = p.oid
                    JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace
                    WHERE true""")),
            Map.entry("dA", global("access method", "a.amname", """
                    SELECT a.amname AS name, CASE a.amtype WHEN 'i' THEN 'index' ELSE 'table' END AS type
                    FROM pg_catalog.pg_am AS a
                    WHERE true""")),
            Map.entry("dc", inSchema("conversion", "c.conname", "pg_catalog.pg_conversion_is_visible(c.oid)", """
                    SELECT n.nspname AS schema, c.conname AS name,
                           pg_catalog.pg_encoding_to_char(c.conforencoding) AS source,
                           pg_catalog.pg_encoding_to_char(c.contoencoding) AS destination, c.condefault AS "default"
                    FROM pg_catalog.pg_conversion AS c
                    JOIN pg_catalog.pg_namespace AS n ON n.oid = c.connamespace
                    WHERE true""")),
            Map.entry("dC", global("cast", "pg_catalog.format_type(c.castsource, NULL)", """
                    SELECT pg_catalog.format_type(c.castsource, NULL) AS source_type,
                           pg_catalog.format_type(c.casttarget, NULL) AS target_type,
                           CASE WHEN c.castmethod = 'b' THEN '(binary coercible)'
                                WHEN c.castmethod = 'i' THEN '(with inout)' ELSE p.proname END AS function,
                           CASE c.castcontext WHEN 'e' THEN 'no' WHEN 'a' THEN 'in assignment' ELSE 'yes' END AS implicit
                    FROM pg_catalog.pg_cast AS c
                    LEFT JOIN pg_catalog.pg_proc AS p ON p.oid = c.castfunc
                    WHERE true""")),
            Map.entry(
                    "dconfig",
                    new PlainListing(
                            "setting",
                            "settings",
                            "s.source NOT IN ('default', 'override', 'client') AND s.setting IS DISTINCT FROM s.boot_val",
                            Matched.global("pg_catalog.lower(s.name)"),
                            """
                    SELECT s.name AS name, pg_catalog.current_setting(s.name) AS value, s.source AS source,
                           s.context AS context, s.pending_restart AS pending_restart
                    FROM pg_catalog.pg_settings AS s
                    WHERE true""")),
            Map.entry("dd", new PlainListing("object", "object descriptions", SYSTEM, visible("o.name", "true"), """
                    SELECT n.nspname AS schema, o.name AS name, o.object AS object, d.description AS description
                    FROM (SELECT oid, tableoid, connamespace AS namespace, conname AS name, 'constraint' AS object
                          FROM pg_catalog.pg_constraint
                          UNION ALL
                          SELECT oid, tableoid, opcnamespace, opcname, 'operator class' FROM pg_catalog.pg_opclass
                          UNION ALL
                          SELECT oid, tableoid, opfnamespace, opfname, 'operator family' FROM pg_catalog.pg_opfamily
                          UNION ALL
                          SELECT r.oid, r.tableoid, c.relnamespace, r.rulename, 'rule'
                          FROM pg_catalog.pg_rewrite AS r JOIN pg_catalog.pg_class AS c ON c.oid = r.ev_class
                          WHERE r.rulename <> '_RETURN'
                          UNION ALL
                          SELECT t.oid, t.tableoid, c.relnamespace, t.tgname, 'trigger'
                          FROM pg_catalog.pg_trigger AS t JOIN pg_catalog.pg_class AS c ON c.oid = t.tgrelid) AS o
                    JOIN pg_catalog.pg_namespace AS n ON n.oid = o.namespace
                    JOIN pg_catalog.pg_description AS d
                      ON d.objoid = o.oid AND d.classoid = o.tableoid AND d.objsubid = 0
                    WHERE true""")),
            Map.entry(
                    "ddp",
                    new PlainListing(
                            "default privilege",
                            "default access privileges",
                            "true",
                            new Matched("n.nspname", "pg_catalog.pg_get_userbyid(d.defaclrole)", "true"),
                            """
                    SELECT pg_catalog.pg_get_userbyid(d.defaclrole) AS owner, n.nspname AS schema,
                           CASE d.defaclobjtype WHEN 'r' THEN 'table' WHEN 'S' THEN 'sequence' WHEN 'f' THEN 'function'
                                                WHEN 'T' THEN 'type' WHEN 'n' THEN 'schema'
                                                WHEN 'L' THEN 'large object' END AS type,
                           pg_catalog.array_to_string(d.defaclacl, E'\\n') AS access_privileges
                    FROM pg_catalog.pg_default_acl AS d
                    LEFT JOIN pg_catalog.pg_namespace AS n ON n.oid = d.defaclnamespace
                    WHERE true""")),
            Map.entry("dF", textSearch("configuration", "cfgname", "cfgnamespace", "pg_ts_config")),
            Map.entry("dFd", textSearch("dictionary", "dictname", "dictnamespace", "pg_ts_dict")),
            Map.entry("dFp", textSearch("parser", "prsname", "prsnamespace", "pg_ts_parser")),
            Map.entry("dFt", textSearch("template", "tmplname", "tmplnamespace", "pg_ts_template")),
            Map.entry("dl", global("large object", "m.oid", """
                    SELECT m.oid AS id, pg_catalog.pg_get_userbyid(m.lomowner) AS owner,
                           pg_catalog.obj_description(m.oid, 'pg_largeobject') AS description
                    FROM pg_catalog.pg_largeobject_metadata AS m
                    WHERE true""")),
            Map.entry(
                    "dL",
                    new PlainListing(
                            "language", "languages", "l.lanplcallfoid <> 0", Matched.global("l.lanname"), """
                    SELECT l.lanname AS name, pg_catalog.pg_get_userbyid(l.lanowner) AS owner, l.lanpltrusted AS trusted,
                           pg_catalog.obj_description(l.oid, 'pg_language') AS description
                    FROM pg_catalog.pg_language AS l
                    WHERE true""")),
            Map.entry("do", inSchema("operator", "o.oprname", "pg_catalog.pg_operator_is_visible(o.oid)", """
                    SELECT n.nspname AS schema, o.oprname AS name,
                           nullif(pg_catalog.format_type(o.oprleft, NULL), '-') AS left_type,
                           nullif(pg_catalog.format_type(o.oprright, NULL), '-') AS right_type,
                           pg_catalog.format_type(o.oprresult, NULL) AS result_type,
                           coalesce(pg_catalog.obj_description(o.oid, 'pg_operator'),
                                    pg_catalog.obj_description(o.oprcode, 'pg_proc')) AS description
                    FROM pg_catalog.pg_operator AS o
                    JOIN pg_catalog.pg_namespace AS n ON n.oid = o.oprnamespace
                    WHERE true""")),
            Map.entry("dO", inSchema("collation", "c.collname", "pg_catalog.pg_collation_is_visible(c.oid)", """
                    SELECT n.nspname AS schema, c.collname AS name,
                           CASE c.collprovider WHEN 'd' THEN 'default' WHEN 'b' THEN 'builtin' WHEN 'c' THEN 'libc'
                                               WHEN 'i' THEN 'icu' END AS provider,
                           c.collcollate AS "collate", c.collctype AS ctype
                    FROM pg_catalog.pg_collation AS c
                    JOIN pg_catalog.pg_namespace AS n ON n.oid = c.collnamespace
                    WHERE true""")),
            Map.entry(
                    "drds",
                    new PlainListing(
                            "setting of a role or database",
                            "settings of roles and databases",
                            "true",
                            Matched.global("coalesce(r.rolname, '')"),
                            """
                    SELECT r.rolname AS role, d.datname AS database,
                           pg_catalog.array_to_string(s.setconfig, E'\\n') AS settings
                    FROM pg_catalog.pg_db_role_setting AS s
                    LEFT JOIN pg_catalog.pg_roles AS r ON r.oid = s.setrole
                    LEFT JOIN pg_catalog.pg_database AS d ON d.oid = s.setdatabase
                    WHERE true""")),
            Map.entry("dRs", global("subscription", "s.subname", """
                    SELECT s.subname AS name, pg_catalog.pg_get_userbyid(s.subowner) AS owner, s.subenabled AS enabled,
                           pg_catalog.array_to_string(s.subpublications, ', ') AS publications
                    FROM pg_catalog.pg_subscription AS s
                    JOIN pg_catalog.pg_database AS d
                      ON d.oid = s.subdbid AND d.datname = pg_catalog.current_database()
                    WHERE true""")),
            Map.entry(
                    "dX",
                    new PlainListing(
                            "extended statistics object",
                            "extended statistics",
                            SYSTEM,
                            visible("e.stxname", "pg_catalog.pg_statistics_obj_is_visible(e.oid)"),
                            """
                    SELECT n.nspname AS schema, e.stxname AS name, e.stxrelid::pg_catalog.regclass AS "table",
                           pg_catalog.pg_get_statisticsobjdef(e.oid) AS definition
                    FROM pg_catalog.pg_statistic_ext AS e
                    JOIN pg_catalog.pg_namespace AS n ON n.oid = e.stxnamespace
                    WHERE true""")));

    /** The one of a command, without its backslash; none for others. */
    static java.util.Optional<Listing> of(String command) {
        return java.util.Optional.ofNullable(ALL.get(command));
    }

    private static PlainListing global(String one, String name, String sql) {
        return new PlainListing(one, one + "s", "true", Matched.global(name), sql);
    }

    private static PlainListing inSchema(String one, String name, String visible, String sql) {
        return new PlainListing(one, one + "s", SYSTEM, visible(name, visible), sql);
    }

    private static Matched visible(String name, String visible) {
        return new Matched("n.nspname", name, visible);
    }

    private static PlainListing textSearch(String kind, String name, String namespace, String catalog) {
        String many = kind.equals("dictionary") ? "dictionaries" : kind + "s";
        return new PlainListing(
                "text search " + kind, "text search " + many, "true", visible("t." + name, "true"), """
                SELECT n.nspname AS schema, t.%s AS name, pg_catalog.obj_description(t.oid, '%s') AS description
                FROM pg_catalog.%s AS t
                JOIN pg_catalog.pg_namespace AS n ON n.oid = t.%s
                WHERE true""".formatted(
                                name, catalog, catalog, namespace));
    }

    @Override
    public String sql(int version, boolean plus) {
        return sql;
    }
}
