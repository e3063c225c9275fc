package io.pgford.check;

import io.pgford.database.Quote;
import io.pgford.database.Rows;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Whose transactions begin above READ COMMITTED, by what is set for the server, the database, or a role. */
final class IsolationSettings {
    /**
     * The most special setting of each role and of the database, and the server's where the database has none. Which of them
     * counts, the manual says under {@code ALTER ROLE}: role in database, role, database, server.
     */
    private static final String ABOVE = """
            WITH given AS (
                SELECT s.setrole, s.setdatabase, pg_catalog.lower(pg_catalog.split_part(c.item, '=', 2)) AS level
                FROM pg_catalog.pg_db_role_setting s CROSS JOIN LATERAL pg_catalog.unnest(s.setconfig) c (item)
                WHERE c.item LIKE 'default\\_transaction\\_isolation=%'
                  AND s.setdatabase IN (0, (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()))
            ), decisive AS (
                SELECT DISTINCT ON (setrole) setrole, setdatabase, level FROM given ORDER BY setrole, setdatabase = 0
            )
            SELECT r.rolname::text AS role, d.setdatabase <> 0 AS here, d.level, pg_catalog.current_database()::text AS database
            FROM decisive d LEFT JOIN pg_catalog.pg_roles r ON r.oid = d.setrole
            WHERE d.level IN ('repeatable read', 'serializable')
              AND (d.setrole = 0 OR r.rolcanlogin AND r.rolname <> current_user)
            UNION ALL
            SELECT NULL, NULL, s.setting, pg_catalog.current_database()::text
            FROM pg_catalog.pg_settings s
            WHERE s.name = 'default_transaction_isolation' AND s.setting IN ('repeatable read', 'serializable')
              -- else it is not the server's, but that of this session
              AND s.source IN ('configuration file', 'command line', 'environment variable')
              AND NOT EXISTS (SELECT FROM decisive WHERE setrole = 0)
            ORDER BY 1 NULLS FIRST
            """;

    private IsolationSettings() {}

    static List<Warning> above(Connection newSide) throws SQLException {
        return Rows.list(newSide, ABOVE, IsolationSettings::warning);
    }

    private static Warning warning(ResultSet row) throws SQLException {
        String role = row.getString("role");
        boolean here = row.getBoolean("here");
        boolean server = row.wasNull();
        String database = Quote.identifier(row.getString("database"));
        String whose = role == null
                ? (server || !here ? "every session on new" : "every session in database " + database + " on new")
                : "role " + Quote.identifier(role) + (here ? " in database " + database : "") + " on new";
        String of = role == null
                ? "DATABASE " + database
                : "ROLE " + Quote.identifier(role) + (here ? " IN DATABASE " + database : "");
        return new Warning(
                "setting",
                "default_transaction_isolation is " + row.getString("level") + " for " + whose
                        + ": its transactions take their snapshot before they wait at a gate, and can see rows missing",
                "For the crossing: @new ALTER " + of
                        + " SET default_transaction_isolation = 'read committed'; then let the application connect anew");
    }
}
