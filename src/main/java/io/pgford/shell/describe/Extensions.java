package io.pgford.shell.describe;

/** {@code \dx}. */
record Extensions() implements Listing {
    @Override
    public String one() {
        return "extension";
    }

    @Override
    public String sql(int version, boolean plus) {
        return """
            SELECT e.extname AS name, e.extversion AS version, n.nspname AS schema,
                   pg_catalog.obj_description(e.oid, 'pg_extension') AS description
            FROM pg_catalog.pg_extension AS e
            JOIN pg_catalog.pg_namespace AS n ON n.oid = e.extnamespace
            WHERE true""";
    }

    @Override
    public Matched matched() {
        return Matched.global("e.extname");
    }
}
