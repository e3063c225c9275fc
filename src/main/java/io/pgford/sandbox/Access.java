package io.pgford.sandbox;

import io.pgford.database.Quote;
import io.pgford.database.Rows;
import io.pgford.database.Secret;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;

/**
 * What the application may do on a fresh server: log in, connect to its database, and nothing more. What the schema grants comes
 * on top.
 */
public final class Access {
    private Access() {}

    /**
     * A role that can log in, owns nothing and is nobody special. Where it exists, it gets the password. The server only sees the
     * scram verifier, so that the password is in no log.
     */
    public static void role(Connection superuser, String role, Secret password) throws SQLException {
        boolean autoCommit = superuser.getAutoCommit();
        superuser.setAutoCommit(false);
        try {
            if (!Rows.holds(superuser, "SELECT count(*) > 0 FROM pg_catalog.pg_roles WHERE rolname = ?", role)) {
                Rows.run(superuser, "CREATE ROLE " + Quote.identifier(role));
            }
            Rows.run(superuser, """
                    ALTER ROLE %s LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS
                    """.formatted(Quote.identifier(role)));
            superuser
                    .unwrap(PGConnection.class)
                    .alterUserPassword(role, password.reveal().toCharArray(), "scram-sha-256");
            superuser.commit();
        } catch (SQLException e) {
            superuser.rollback();
            throw e;
        } finally {
            superuser.setAutoCommit(autoCommit);
        }
    }

    /**
     * A database that only its owner and one role can connect to; nothing happens where it exists.
     *
     * @return whether it was created
     */
    public static boolean database(Connection superuser, String database, String role) throws SQLException {
        boolean exists =
                Rows.holds(superuser, "SELECT count(*) > 0 FROM pg_catalog.pg_database WHERE datname = ?", database);
        if (!exists) {
            Rows.run(superuser, "CREATE DATABASE " + Quote.identifier(database) + " TEMPLATE template0");
        }
        Rows.run(superuser, "REVOKE ALL ON DATABASE " + Quote.identifier(database) + " FROM PUBLIC");
        Rows.run(
                superuser, "GRANT CONNECT ON DATABASE " + Quote.identifier(database) + " TO " + Quote.identifier(role));
        return !exists;
    }

    /** Nobody but the superuser connects to the databases that every server has. */
    public static void closeDatabases(Connection superuser) throws SQLException {
        Rows.run(superuser, "REVOKE ALL ON DATABASE postgres, template1 FROM PUBLIC");
    }

    /** Nobody but the superuser creates anything in {@code public}, as PostgreSQL 15 and later have it by default. */
    public static void closePublicSchema(Connection superuserInDatabase) throws SQLException {
        Rows.run(superuserInDatabase, "REVOKE CREATE ON SCHEMA public FROM PUBLIC");
    }
}
