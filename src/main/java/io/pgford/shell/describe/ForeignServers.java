package io.pgford.shell.describe;

/** {@code \des}. */
record ForeignServers() implements Listing {
    @Override
    public String one() {
        return "foreign server";
    }

    @Override
    public String sql(int version, boolean plus) {
        return """
            SELECT s.srvname AS name, pg_catalog.pg_get_userbyid(s.srvowner) AS owner,
                   f.fdwname AS foreign_data_wrapper, %s AS options%s
            FROM pg_catalog.pg_foreign_server AS s
            JOIN pg_catalog.pg_foreign_data_wrapper AS f ON f.oid = s.srvfdw
            WHERE true""".formatted(
                        Options.shown("s.srvoptions"),
                        plus
                                ? ", pg_catalog.array_to_string(s.srvacl, E'\\n') AS access_privileges,"
                                        + " s.srvtype AS type, s.srvversion AS version,"
                                        + " pg_catalog.obj_description(s.oid, 'pg_foreign_server') AS description"
                                : "");
    }

    @Override
    public Matched matched() {
        return Matched.global("s.srvname");
    }
}
