package io.pgford.shell.describe;

/** {@code \df}. */
record Functions() implements Listing {
    @Override
    public String one() {
        return "function";
    }

    @Override
    public String sql(int version, boolean plus) {
        String kind = version >= 11
                ? "CASE p.prokind WHEN 'a' THEN 'agg' WHEN 'w' THEN 'window' WHEN 'p' THEN 'proc' ELSE %s END"
                : "CASE WHEN p.proisagg THEN 'agg' WHEN p.proiswindow THEN 'window' ELSE %s END";
        String more = """
                , CASE p.provolatile WHEN 'i' THEN 'immutable' WHEN 's' THEN 'stable' ELSE 'volatile' END AS volatility,
                CASE WHEN p.prosecdef THEN 'definer' ELSE 'invoker' END AS security, l.lanname AS language,
                pg_catalog.pg_get_userbyid(p.proowner) AS owner,
                pg_catalog.obj_description(p.oid, 'pg_proc') AS description""";
        return """
            SELECT n.nspname AS schema, p.proname AS name, pg_catalog.pg_get_function_result(p.oid) AS result_type,
                   pg_catalog.pg_get_function_arguments(p.oid) AS arguments, %s AS type%s
            FROM pg_catalog.pg_proc AS p
            JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace
            JOIN pg_catalog.pg_language AS l ON l.oid = p.prolang
            WHERE true""".formatted(
                        kind.formatted("CASE WHEN p.prorettype = 'pg_catalog.trigger'::pg_catalog.regtype"
                                + " THEN 'trigger' ELSE 'func' END"),
                        plus ? more : "");
    }

    @Override
    public String userObjects() {
        return "n.nspname NOT IN ('pg_catalog', 'information_schema')";
    }

    @Override
    public Matched matched() {
        return new Matched("n.nspname", "p.proname", "pg_catalog.pg_function_is_visible(p.oid)");
    }

    @Override
    public String order() {
        return "1, 2, 4";
    }
}
