package io.pgford.shell.describe;

/** {@code \dew}. */
record ForeignWrappers() implements Listing {
    @Override
    public String one() {
        return "foreign-data wrapper";
    }

    @Override
    public String sql(int version, boolean plus) {
        return """
            SELECT f.fdwname AS name, pg_catalog.pg_get_userbyid(f.fdwowner) AS owner,
                   CASE f.fdwhandler WHEN 0 THEN NULL ELSE f.fdwhandler::pg_catalog.regproc END AS handler,
                   CASE f.fdwvalidator WHEN 0 THEN NULL ELSE f.fdwvalidator::pg_catalog.regproc END AS validator%s
            FROM pg_catalog.pg_foreign_data_wrapper AS f
            WHERE true""".formatted(
                        plus
                                ? ", " + Options.shown("f.fdwoptions") + " AS options,"
                                        + " pg_catalog.array_to_string(f.fdwacl, E'\\n') AS access_privileges,"
                                        + " pg_catalog.obj_description(f.oid, 'pg_foreign_data_wrapper') AS description"
                                : "");
    }

    @Override
    public Matched matched() {
        return Matched.global("f.fdwname");
    }
}
