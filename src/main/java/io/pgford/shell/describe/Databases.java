package io.pgford.shell.describe;

/** {@code \l}. */
record Databases() implements Listing {
    @Override
    public String one() {
        return "database";
    }

    @Override
    public String sql(int version, boolean plus) {
        return """
            SELECT d.datname AS name, pg_catalog.pg_get_userbyid(d.datdba) AS owner,
                   pg_catalog.pg_encoding_to_char(d.encoding) AS encoding, d.datcollate AS collate,
                   d.datctype AS ctype, pg_catalog.array_to_string(d.datacl, E'\\n') AS access_privileges%s
            FROM pg_catalog.pg_database AS d
            WHERE true""".formatted(
                        plus
                                ? ", CASE WHEN pg_catalog.has_database_privilege(d.oid, 'CONNECT')"
                                        + " THEN pg_catalog.pg_size_pretty(pg_catalog.pg_database_size(d.oid)) END AS size,"
                                        + " pg_catalog.shobj_description(d.oid, 'pg_database') AS description"
                                : "");
    }

    @Override
    public Matched matched() {
        return Matched.global("d.datname");
    }

    @Override
    public String order() {
        return "1";
    }
}
