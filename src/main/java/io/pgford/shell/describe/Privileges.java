package io.pgford.shell.describe;

/** {@code \dp}. */
record Privileges() implements Listing {
    @Override
    public String one() {
        return "relation";
    }

    @Override
    public String many() {
        return "access privileges";
    }

    @Override
    public String sql(int version, boolean plus) {
        return """
            SELECT n.nspname AS schema, c.relname AS name, %s AS type,
                   pg_catalog.array_to_string(c.relacl, E'\\n') AS access_privileges,
                   (SELECT pg_catalog.string_agg(a.attname || ': ' || pg_catalog.array_to_string(a.attacl, ' '), E'\\n'
                                                 ORDER BY a.attnum)
                    FROM pg_catalog.pg_attribute AS a
                    WHERE a.attrelid = c.oid AND NOT a.attisdropped AND a.attacl IS NOT NULL) AS column_privileges,
                   (SELECT pg_catalog.string_agg(p.polname, E'\\n' ORDER BY p.polname)
                    FROM pg_catalog.pg_policy AS p
                    WHERE p.polrelid = c.oid) AS policies
            FROM pg_catalog.pg_class AS c
            JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f')""".formatted(Relations.kindName("c.relkind"));
    }

    @Override
    public String userObjects() {
        return "n.nspname NOT IN ('pg_catalog', 'information_schema')";
    }

    @Override
    public Matched matched() {
        return new Matched("n.nspname", "c.relname", "pg_catalog.pg_table_is_visible(c.oid)");
    }
}
