package io.pgford.shell.describe;

/** {@code \db}. */
record Tablespaces() implements Listing {
    @Override
    public String one() {
        return "tablespace";
    }

    @Override
    public String sql(int version, boolean plus) {
        return """
            SELECT t.spcname AS name, pg_catalog.pg_get_userbyid(t.spcowner) AS owner,
                   pg_catalog.pg_tablespace_location(t.oid) AS location%s
            FROM pg_catalog.pg_tablespace AS t
            WHERE true""".formatted(
                        plus
                                ? ", pg_catalog.array_to_string(t.spcacl, E'\\n') AS access_privileges,"
                                        + " pg_catalog.array_to_string(t.spcoptions, ', ') AS options,"
                                        + " pg_catalog.pg_size_pretty(pg_catalog.pg_tablespace_size(t.oid)) AS size,"
                                        + " pg_catalog.shobj_description(t.oid, 'pg_tablespace') AS description"
                                : "");
    }

    @Override
    public Matched matched() {
        return Matched.global("t.spcname");
    }
}
