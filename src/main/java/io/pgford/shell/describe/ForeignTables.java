package io.pgford.shell.describe;

/** {@code \det}. */
record ForeignTables() implements Listing {
    @Override
    public String one() {
        return "foreign table";
    }

    @Override
    public String sql(int version, boolean plus) {
        return """
            SELECT n.nspname AS schema, c.relname AS table, s.srvname AS server, %s AS options%s
            FROM pg_catalog.pg_foreign_table AS f
            JOIN pg_catalog.pg_class AS c ON c.oid = f.ftrelid
            JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
            JOIN pg_catalog.pg_foreign_server AS s ON s.oid = f.ftserver
            WHERE true""".formatted(
                        Options.shown("f.ftoptions"),
                        plus ? ", pg_catalog.obj_description(c.oid, 'pg_class') AS description" : "");
    }

    @Override
    public Matched matched() {
        return new Matched("n.nspname", "c.relname", "pg_catalog.pg_table_is_visible(c.oid)");
    }
}
