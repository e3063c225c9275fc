package io.pgford.catalog;

import io.pgford.database.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/** The roles of a side that work with the tables of the crossing. */
public final class Roles {
    private static final String APPLICATIONS = """
            SELECT r.rolname::text FROM pg_catalog.pg_roles r
            WHERE r.rolcanlogin AND NOT r.rolsuper AND r.rolname !~ '^pg_' AND r.rolname <> current_user
              AND EXISTS (SELECT FROM pg_catalog.unnest(?::oid[]) t
                          WHERE pg_catalog.has_table_privilege(r.oid, t, 'SELECT, INSERT, UPDATE, DELETE'))
            ORDER BY 1
            """;

    private Roles() {}

    /** Roles that can log in, are no superuser, and have a privilege on one of the tables: the application's. */
    public static List<String> applications(Connection connection, Collection<Table> tables) throws SQLException {
        Long[] oids = tables.stream().map(Table::oid).toArray(Long[]::new);
        return Rows.list(connection, APPLICATIONS, row -> row.getString(1), (Object) oids);
    }

    /** Every role that can log in. */
    public static List<String> thatLogIn(Connection connection) throws SQLException {
        return Rows.list(
                connection,
                "SELECT rolname::text FROM pg_catalog.pg_roles WHERE rolcanlogin ORDER BY 1",
                row -> row.getString(1));
    }

    /** The role that this connection works as. */
    public static String current(Connection connection) throws SQLException {
        return Rows.first(connection, "SELECT current_user::text", row -> row.getString(1))
                .orElseThrow();
    }
}
