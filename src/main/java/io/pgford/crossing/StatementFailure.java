package io.pgford.crossing;

import io.pgford.database.Fault;
import java.sql.SQLException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** A statement of a script that the server refused; nothing of the script remains. */
final class StatementFailure extends Exception {
    private final SqlScript script;
    private final SqlStep step;
    private final SQLException error;

    StatementFailure(SqlScript script, SqlStep step, SQLException error) {
        super(error);
        this.script = script;
        this.step = step;
        this.error = error;
    }

    SQLException error() {
        return error;
    }

    /** Whether the server says that something is there already: a table, an object, a function, a schema. */
    boolean saysAlreadyThere() {
        String state = error.getSQLState() == null ? "" : error.getSQLState();
        return switch (state) {
            case "42P07", "42710", "42723", "42P06" -> true;
            default -> false;
        };
    }

    /** File, line and first words; the server's message; where in the statement it points. */
    String inWords() {
        StringBuilder text = new StringBuilder(script.file().place(step.line()))
                .append(": ")
                .append(step.firstWords())
                .append("\n")
                .append(Fault.plain(error));
        if (error instanceof PSQLException thrown && thrown.getServerErrorMessage() != null) {
            ServerErrorMessage server = thrown.getServerErrorMessage();
            if (server.getPosition() > 0) {
                text.append("\n").append(step.placeOf(server.getPosition()));
            } else if (server.getWhere() != null) {
                text.append("\n").append(server.getWhere());
            }
        }
        return text.toString();
    }
}
