package io.pgford.crossing;

import io.pgford.catalog.Register;
import io.pgford.database.Fault;
import io.pgford.database.Link;
import io.pgford.database.Quote;
import io.pgford.database.Rows;
import io.pgford.problem.Problem;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.Collection;
import java.util.Optional;
import org.postgresql.util.PSQLException;

/** Tries the link as a role would use it. */
final class LinkProof {
    /** A table that every server has and every role may read, so that only the way there and the login are tried. */
    private static final String TRIAL = """
            CREATE FOREIGN TABLE pgford.trial (nspname name) SERVER %s
            OPTIONS (schema_name 'pg_catalog', table_name 'pg_namespace')""".formatted(Register.SERVER);

    private static final String DISCONNECT = """
            SELECT n.nspname FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
            WHERE p.proname = 'postgres_fdw_disconnect_all' AND p.pronargs = 0
            """;

    private LinkProof() {}

    /**
     * Reads a catalog of {@code old} through the link as each of these roles. Leaves nothing behind.
     *
     * @param connection to {@code new}, in a transaction
     * @throws Problem that names the role and what {@code old} said
     */
    static void of(Connection connection, Link link, Collection<String> roles) throws SQLException {
        forgetConnections(connection);
        for (String role : roles.stream().sorted().toList()) {
            Savepoint before = connection.setSavepoint();
            try {
                Rows.run(connection, TRIAL);
                Rows.run(connection, "GRANT USAGE ON SCHEMA pgford TO " + Quote.identifier(role));
                Rows.run(connection, "GRANT SELECT ON pgford.trial TO " + Quote.identifier(role));
                become(connection, role);
                Rows.list(connection, "SELECT 1 FROM pgford.trial LIMIT 1", r -> 1);
            } catch (SQLException e) {
                if (saidOfOld(e)) {
                    throw failed(link, role, e);
                }
                throw e;
            }
            connection.rollback(before);
        }
    }

    private static void become(Connection connection, String role) throws SQLException {
        try {
            Rows.run(connection, "SET LOCAL ROLE " + Quote.identifier(role));
        } catch (SQLException e) {
            if ("42501".equals(e.getSQLState())) {
                throw Problem.failed(
                        "You may not act as role \"" + role + "\" on new, and so the link cannot be tried for it: "
                                + Fault.plain(e) + "\nNothing was changed.",
                        "Have a superuser of new run: GRANT " + Quote.identifier(role)
                                + " TO your role; then run fdw init again.",
                        e);
            }
            throw e;
        }
    }

    /** This session may still have a connection that was made with an older password. Known from PostgreSQL 14 on. */
    private static void forgetConnections(Connection connection) throws SQLException {
        Optional<String> schema = Rows.first(connection, DISCONNECT, r -> r.getString(1));
        if (schema.isPresent()) {
            Rows.list(
                    connection,
                    "SELECT " + Quote.identifier(schema.get()) + ".postgres_fdw_disconnect_all()",
                    r -> r.getBoolean(1));
        }
    }

    /** Whether {@code new} tells of its way to {@code old}, rather than being lost itself: both have SQLSTATE class 08. */
    private static boolean saidOfOld(SQLException error) {
        return error instanceof PSQLException thrown
                && thrown.getServerErrorMessage() != null
                && !error.getSQLState().startsWith("57P");
    }

    private static Problem failed(Link link, String role, SQLException error) {
        return Problem.failed(
                "The link does not work for role \"" + role + "\": new, asking old at " + link.host() + ":"
                        + link.port() + ", got: " + Fault.plain(error) + "\nNothing was changed.",
                "If new reaches old under another address than you do, give it: --fdw-host HOST --fdw-port PORT. If the"
                        + " password is wrong, give the right one. If the role may not connect there, grant it on old. Then"
                        + " run fdw init again.",
                error);
    }
}
