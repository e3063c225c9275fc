package io.pgford.shell.describe;

/** {@code \dT}: types that are no table's row and no other type's array. */
record Types() implements Listing {
    @Override
    public String one() {
        return "data type";
    }

    @Override
    public String sql(int version, boolean plus) {
        return """
            SELECT n.nspname AS schema, t.typname AS name,
                   CASE t.typtype WHEN 'b' THEN 'base' WHEN 'c' THEN 'composite' WHEN 'd' THEN 'domain'
                        WHEN 'e' THEN 'enum' WHEN 'r' THEN 'range' WHEN 'm' THEN 'multirange'
                        WHEN 'p' THEN 'pseudo' END AS kind,
                   %s pg_catalog.obj_description(t.oid, 'pg_type') AS description
            FROM pg_catalog.pg_type AS t
            JOIN pg_catalog.pg_namespace AS n ON n.oid = t.typnamespace
            LEFT JOIN pg_catalog.pg_class AS c ON c.oid = t.typrelid
            WHERE (t.typrelid = 0 OR c.relkind = 'c')
              AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_type AS e WHERE e.oid = t.typelem AND e.typarray = t.oid)
            """.formatted(plus ? """
                   (SELECT pg_catalog.string_agg(e.enumlabel, ', ' ORDER BY e.enumsortorder)
                    FROM pg_catalog.pg_enum AS e WHERE e.enumtypid = t.oid) AS elements,
                   pg_catalog.pg_get_userbyid(t.typowner) AS owner,
                   pg_catalog.array_to_string(t.typacl, E'\\n') AS access_privileges,""" : "");
    }

    @Override
    public String userObjects() {
        return "n.nspname NOT IN ('pg_catalog', 'information_schema')";
    }

    @Override
    public Matched matched() {
        return new Matched("n.nspname", "t.typname", "pg_catalog.pg_type_is_visible(t.oid)");
    }
}
