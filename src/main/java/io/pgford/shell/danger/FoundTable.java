package io.pgford.shell.danger;

import io.pgford.database.Name;
import io.pgford.database.Rows;
import io.pgford.shell.sql.Session;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;

/**
 * The table that a statement names, found as the session finds it.
 *
 * @param temporary whether it ends with the session
 * @param rows as the statistics have them; negative where it was never analyzed
 */
record FoundTable(Name name, boolean temporary, long rows) {
    private static final String SQL = """
            SELECT n.nspname, c.relname, c.relpersistence = 't',
                   CASE WHEN c.relkind = 'p' OR c.relhassubclass
                        THEN (SELECT pg_catalog.sum(greatest(l.reltuples, 0))
                              FROM pg_catalog.pg_class AS l
                              WHERE l.oid = c.oid
                                 OR l.oid IN (SELECT i.inhrelid FROM pg_catalog.pg_inherits AS i WHERE i.inhparent = c.oid))
                        ELSE c.reltuples END::pg_catalog.int8
            FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
            WHERE c.oid = pg_catalog.to_regclass(?)
            """;

    /** Empty where there is no such table; then the statement will say so itself. */
    static Optional<FoundTable> of(Session session, String name) {
        try {
            return Rows.first(
                    session.connection(),
                    SQL,
                    row -> new FoundTable(
                            new Name(row.getString(1), row.getString(2)), row.getBoolean(3), row.getLong(4)),
                    name);
        } catch (SQLException e) {
            return Optional.empty();
        }
    }

    /** Such as {@code shop.orders, about 1,200 rows}. */
    String shown() {
        return rows < 0 ? name.shown() : name.shown() + String.format(Locale.ROOT, " (about %,d rows)", rows);
    }
}
