package io.pgford.shell.describe;

/** {@code \dRp}. */
record Publications() implements Listing {
    @Override
    public String one() {
        return "publication";
    }

    @Override
    public String sql(int version, boolean plus) {
        return """
            SELECT p.pubname AS name, pg_catalog.pg_get_userbyid(p.pubowner) AS owner, p.puballtables AS all_tables,
                   p.pubinsert AS inserts, p.pubupdate AS updates, p.pubdelete AS deletes%s%s
            FROM pg_catalog.pg_publication AS p
            WHERE true""".formatted(version >= 11 ? ", p.pubtruncate AS truncates" : "", plus ? """
                            , (SELECT pg_catalog.string_agg(pr.prrelid::pg_catalog.regclass::pg_catalog.text, ', '
                                                            ORDER BY pr.prrelid::pg_catalog.regclass::pg_catalog.text)
                               FROM pg_catalog.pg_publication_rel AS pr WHERE pr.prpubid = p.oid) AS tables""" : "");
    }

    @Override
    public Matched matched() {
        return Matched.global("p.pubname");
    }
}
