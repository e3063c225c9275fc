package io.pgford.shell.describe;

/** {@code \du} and {@code \dg}. */
record Roles() implements Listing {
    @Override
    public String one() {
        return "role";
    }

    @Override
    public String sql(int version, boolean plus) {
        return """
            SELECT r.rolname AS role,
                   pg_catalog.concat_ws(', ',
                     CASE WHEN r.rolsuper THEN 'superuser' END,
                     CASE WHEN NOT r.rolinherit THEN 'no inheritance' END,
                     CASE WHEN r.rolcreaterole THEN 'create role' END,
                     CASE WHEN r.rolcreatedb THEN 'create DB' END,
                     CASE WHEN NOT r.rolcanlogin THEN 'cannot login' END,
                     CASE WHEN r.rolreplication THEN 'replication' END,
                     CASE WHEN r.rolbypassrls THEN 'bypass RLS' END,
                     CASE WHEN r.rolconnlimit >= 0 THEN r.rolconnlimit || ' connections' END,
                     CASE WHEN r.rolvaliduntil IS NOT NULL THEN 'password valid until ' || r.rolvaliduntil END
                   ) AS attributes,
                   (SELECT pg_catalog.string_agg(b.rolname, ', ' ORDER BY b.rolname)
                    FROM pg_catalog.pg_auth_members AS m
                    JOIN pg_catalog.pg_roles AS b ON b.oid = m.roleid
                    WHERE m.member = r.oid) AS member_of%s
            FROM pg_catalog.pg_roles AS r
            WHERE true""".formatted(plus ? ", pg_catalog.shobj_description(r.oid, 'pg_authid') AS description" : "");
    }

    @Override
    public String userObjects() {
        return "r.rolname !~ '^pg_'";
    }

    @Override
    public Matched matched() {
        return Matched.global("r.rolname");
    }
}
