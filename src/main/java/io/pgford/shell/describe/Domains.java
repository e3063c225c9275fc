package io.pgford.shell.describe;

/** {@code \dD}. */
record Domains() implements Listing {
    @Override
    public String one() {
        return "domain";
    }

    @Override
    public String sql(int version, boolean plus) {
        return """
            SELECT n.nspname AS schema, t.typname AS name, pg_catalog.format_type(t.typbasetype, t.typtypmod) AS type,
                   CASE WHEN t.typnotnull THEN 'not null' ELSE '' END AS nullable, t.typdefault AS default,
                   (SELECT pg_catalog.string_agg(pg_catalog.pg_get_constraintdef(k.oid, true), ' ' ORDER BY k.conname)
                    FROM pg_catalog.pg_constraint AS k WHERE k.contypid = t.oid) AS constraints%s
            FROM pg_catalog.pg_type AS t
            JOIN pg_catalog.pg_namespace AS n ON n.oid = t.typnamespace
            WHERE t.typtype = 'd'""".formatted(
                        plus
                                ? ", pg_catalog.array_to_string(t.typacl, E'\\n') AS access_privileges,"
                                        + " pg_catalog.obj_description(t.oid, 'pg_type') AS description"
                                : "");
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
