package io.pgford.database;

import io.pgford.problem.Problem;
import java.sql.SQLException;
import java.util.List;

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
            case "53100" ->
                Problem.failed(
                        side + ": " + plain(error),
                        "The disk of " + side
                                + " is full, or a limit of its file system is reached. Make room there, then run"
                                + " it again; status shows where things stand.",
                        error);
            case "53300" ->
                Problem.failed(
                        side + " at " + place + " takes no more connections: " + plain(error),
                        "Each session of the application on new needs one on old as well. End some, or raise"
                                + " max_connections; then run it again.",
                        error);
            default ->
                isFarther(error)
                        ? farther(side, error)
                        : isConnectionError(error)
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

    /** Whether the server itself said so: of the one that it tried to reach by a foreign table. */
    private static boolean isFarther(SQLException error) {
        return List.of("08001", "08006").contains(String.valueOf(error.getSQLState()))
                && error instanceof org.postgresql.util.PSQLException thrown
                && thrown.getServerErrorMessage() != null;
    }

    private static Problem farther(Side side, SQLException error) {
        return Problem.failed(
                side + " could not reach " + side.other() + ": " + plain(error),
                "Is " + side.other() + " running, and reachable from " + side
                        + "? fdw status shows the address that it uses.",
                error);
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
            return text.toString().replace("\n\t", "\n");
        }
        return String.valueOf(error.getMessage());
    }
}
