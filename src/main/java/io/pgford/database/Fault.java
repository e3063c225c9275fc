package io.pgford.database;

import io.pgford.problem.Problem;
import java.sql.SQLException;

/** Turns what a server or the driver said into what the operator has to know. */
public final class Fault {
    private Fault() {}

    /** A problem that names the side, what went wrong there, and what to do next. */
    public static Problem of(Side side, Endpoint endpoint, SQLException error) {
        String state = error.getSQLState() == null ? "" : error.getSQLState();
        String place = endpoint.host() + ":" + endpoint.port();
        return switch (state) {
            // 08004 is the driver's own word for a server that asks for a password where there is none.
            case "28P01", "28000", "08004" ->
                Problem.failed(
                        side + " at " + place + " refused the login of role \"" + endpoint.user() + "\": "
                                + plain(error),
                        "Check the user and the password (URI, PGPASSFILE or ~/.pgpass), then connect again: connect "
                                + side + " URI",
                        error);
            case "3D000" ->
                Problem.failed(
                        side + " at " + place + " has no database \"" + endpoint.database() + "\"",
                        "Name one that exists: connect " + side + " URI",
                        error);
            case "42501" ->
                Problem.failed(
                        side + " refused it to role \"" + endpoint.user() + "\": " + plain(error),
                        "Grant the privilege, or connect as a role that has it: connect " + side + " URI",
                        error);
            case "57P01", "57P02" ->
                Problem.failed(
                        side + " at " + place + " ended the connection: " + plain(error),
                        "Somebody has ended the session there, or the server went down. Run it again when it is up; status"
                                + " shows where things stand.",
                        error);
            case "57014" ->
                Problem.interrupted(side + ": the statement was cancelled", "status shows where things stand.");
            case "55P03" ->
                Problem.failed(
                        side + ": " + plain(error),
                        "Somebody holds a lock on it; see pg_stat_activity and pg_locks, then try again.",
                        error);
            default ->
                isConnectionError(error)
                        ? Problem.failed(
                                side + " cannot be reached at " + place + ": " + plain(error),
                                "Is it running and reachable from here? sandbox status tells of the sandbox; connect "
                                        + side + " URI names another.",
                                error)
                        : Problem.failed(
                                side + ": " + plain(error),
                                "These are the server's words. status shows where things stand; then run it again.",
                                error);
        };
    }

    /** Whether the connection, rather than the statement, failed: SQLSTATE class 08, or the server going down. */
    public static boolean isConnectionError(SQLException error) {
        String state = error.getSQLState();
        return state != null && (state.startsWith("08") || state.startsWith("57P0"));
    }

    /** The server's message without the word in front, with its detail and hint on lines of their own. */
    public static String plain(SQLException error) {
        if (error instanceof org.postgresql.util.PSQLException thrown && thrown.getServerErrorMessage() != null) {
            var server = thrown.getServerErrorMessage();
            StringBuilder text = new StringBuilder(String.valueOf(server.getMessage()));
            if (server.getDetail() != null) {
                text.append("\n").append(server.getDetail());
            }
            if (server.getHint() != null) {
                text.append("\n").append(server.getHint());
            }
            return text.toString();
        }
        return String.valueOf(error.getMessage());
    }
}
