package io.pgford.shell.describe;

/** {@code \dn}. */
record Schemas() implements Listing {
    @Override
    public String one() {
        return "schema";
    }

    @Override
    public String sql(int version, boolean plus) {
        return """
            SELECT n.nspname AS name, pg_catalog.pg_get_userbyid(n.nspowner) AS owner%s
            FROM pg_catalog.pg_namespace AS n
            WHERE true""".formatted(
                        plus
                                ? ", pg_catalog.array_to_string(n.nspacl, E'\\n') AS access_privileges,"
                                        + " pg_catalog.obj_description(n.oid, 'pg_namespace') AS description"
                                : "");
    }

    @Override
    public String userObjects() {
        return "n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'";
    }

    @Override
    public Matched matched() {
        return Matched.global("n.nspname");
    }
}
