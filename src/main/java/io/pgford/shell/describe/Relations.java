package io.pgford.shell.describe;

/**
 * {@code \dt}, {@code \di}, {@code \dv}, {@code \dm}, {@code \ds}, {@code \dE}, any of them together, and {@code \d} alone.
 *
 * @param kinds the {@code relkind}s that are wanted
 */
record Relations(String kinds, boolean withTable) implements Listing {

    /** @param letters of psql's commands */
    static Relations of(String letters) {
        String kinds =
                letters.replace("t", "rp").replace("i", "iI").replace("s", "S").replace("E", "f");
        return new Relations(kinds, letters.indexOf('i') >= 0);
    }

    /** What a {@code relkind} is called, as an SQL expression. */
    static String kindName(String column) {
        return """
            CASE %s WHEN 'r' THEN 'table' WHEN 'p' THEN 'partitioned table' WHEN 'v' THEN 'view'
                 WHEN 'm' THEN 'materialized view' WHEN 'i' THEN 'index' WHEN 'I' THEN 'partitioned index'
                 WHEN 'S' THEN 'sequence' WHEN 'f' THEN 'foreign table' WHEN 'c' THEN 'composite type'
                 WHEN 't' THEN 'TOAST table' END""".formatted(column);
    }

    @Override
    public String one() {
        return "relation";
    }

    @Override
    public String sql(int version, boolean plus) {
        return """
            SELECT n.nspname AS schema, c.relname AS name, %s AS type,
                   pg_catalog.pg_get_userbyid(c.relowner) AS owner%s%s
            FROM pg_catalog.pg_class AS c
            JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
            LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = c.oid
            LEFT JOIN pg_catalog.pg_class AS t ON t.oid = i.indrelid
            WHERE pg_catalog.strpos('%s', c.relkind::pg_catalog.text) > 0""".formatted(
                        kindName("c.relkind"),
                        withTable ? ", t.relname AS table" : "",
                        plus
                                ? ", CASE c.relpersistence WHEN 'p' THEN 'permanent' WHEN 'u' THEN 'unlogged'"
                                        + " ELSE 'temporary' END AS persistence"
                                        + (version >= 12
                                                ? ", (SELECT m.amname FROM pg_catalog.pg_am AS m WHERE m.oid = c.relam)"
                                                        + " AS access_method"
                                                : "")
                                        + ", pg_catalog.pg_size_pretty(pg_catalog.pg_table_size(c.oid)) AS size,"
                                        + " pg_catalog.obj_description(c.oid, 'pg_class') AS description"
                                : "",
                        kinds);
    }

    @Override
    public String userObjects() {
        return "n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_toast'";
    }

    @Override
    public Matched matched() {
        return new Matched("n.nspname", "c.relname", "pg_catalog.pg_table_is_visible(c.oid)");
    }
}
