package io.pgford.catalog;

import io.pgford.database.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/** A session of the application on one side: of a role with a user mapping, and neither pgford's nor by way of the other side. */
public record AppSession(int pid, String role, String application) {
    /**
     * A role without {@code pg_read_all_stats} is not told the kind of others' sessions (manual, "Statistics Views"). A superuser's
     * own sessions are people's; another operator may well share his role with the application.
     */
    private static final String SESSIONS = """
            SELECT a.pid, a.usename::text AS role, coalesce(a.application_name, '') AS application
            FROM pg_catalog.pg_stat_activity a
            WHERE a.datname = pg_catalog.current_database() AND (a.usename = ANY (?::name[]) OR 'public' = ANY (?::name[]))
              AND coalesce(a.backend_type, 'client backend') = 'client backend'
              AND coalesce(a.application_name, '') NOT LIKE 'pgford%'
              AND (a.usename <> current_user
                   OR NOT (SELECT r.rolsuper FROM pg_catalog.pg_roles r WHERE r.rolname = current_user))
            ORDER BY 1
            """;

    /** Those in this database, of these roles; {@code public} stands for every role. */
    public static List<AppSession> in(Connection connection, Collection<String> roles) throws SQLException {
        String[] names = roles.toArray(String[]::new);
        return Rows.list(
                connection,
                SESSIONS,
                row -> new AppSession(row.getInt("pid"), row.getString("role"), row.getString("application")),
                names,
                names);
    }
}
