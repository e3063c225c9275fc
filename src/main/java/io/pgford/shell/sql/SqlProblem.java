package io.pgford.shell.sql;

import io.pgford.database.Side;
import io.pgford.problem.Problem;
import io.pgford.shell.print.Cells;
import java.sql.SQLException;
import java.util.Optional;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** An error of a statement, in all that PostgreSQL says about it. */
final class SqlProblem {
    private static final int SHOWN = 66;
    private static final int SHOWN_BEFORE = 40;
    private static final int SHOWN_BEHIND = 26;
    private static final String CANCELLED = "57014";

    private SqlProblem() {}

    /**
     * The problem to tell.
     *
     * @param shift how many characters stood in front of the statement when it was sent
     */
    static Problem of(Side side, String sql, int shift, SQLException error) {
        if (!(error instanceof PSQLException thrown) || thrown.getServerErrorMessage() == null) {
            return Problem.failed(side + ": " + error.getMessage(), "", error);
        }
        ServerErrorMessage server = thrown.getServerErrorMessage();
        StringBuilder what = new StringBuilder(line(side, server));
        int position = server.getPosition() - shift;
        if (position > 0) {
            what.append('\n').append(marked(sql, position));
        } else if (server.getInternalQuery() != null && server.getInternalPosition() > 0) {
            what.append('\n').append(marked(server.getInternalQuery(), server.getInternalPosition()));
        }
        append(what, "Detail: ", server.getDetail());
        append(what, "Where: ", server.getWhere());
        String hint = server.getHint() == null ? "" : "Hint: " + server.getHint();
        return CANCELLED.equals(server.getSQLState())
                ? Problem.interrupted("Stopped on " + side + ": " + server.getMessage() + " (" + CANCELLED + ")", "")
                : Problem.failed(what.toString(), hint, error);
    }

    /** Severity, side, message and SQLSTATE in one line. */
    static String line(Side side, ServerErrorMessage server) {
        return server.getSeverity() + " on " + side + ": " + server.getMessage() + " (" + server.getSQLState() + ")";
    }

    private static void append(StringBuilder what, String label, String text) {
        if (text != null && !text.isEmpty()) {
            what.append('\n').append(label).append(text);
        }
    }

    /**
     * The line of the statement that holds a position, and a mark under it, as psql writes it: {@code LINE 2: …}. What the
     * mark stands under is measured as a terminal shows it; of a long line the part around the mark is shown.
     *
     * @param position in characters, from 1, as the server counts
     */
    static String marked(String sql, int position) {
        int at = sql.offsetByCodePoints(0, Math.min(position - 1, sql.codePointCount(0, sql.length())));
        int start = sql.lastIndexOf('\n', at - 1) + 1;
        int newline = sql.indexOf('\n', at);
        int end = newline < 0 ? sql.length() : newline;
        if (end > at && sql.charAt(end - 1) == '\r') {
            end--;
        }
        String before = shown(sql.substring(start, at));
        String behind = shown(sql.substring(at, end));
        long lineNumber = sql.substring(0, start).chars().filter(c -> c == '\n').count() + 1;
        String label = "  LINE " + lineNumber + ": ";
        if (Cells.width(before) > SHOWN_BEFORE) {
            before = "…" + lastOf(before, SHOWN_BEFORE - 1);
        }
        behind = Cells.cut(behind, Math.max(SHOWN_BEHIND, SHOWN - Cells.width(before)), true);
        int indent = Cells.width(label + before);
        return label + before + behind + "\n" + " ".repeat(indent) + "^";
    }

    private static String shown(String text) {
        return Cells.safe(text.replace('\t', ' '), false);
    }

    private static String lastOf(String text, int width) {
        int from = text.length();
        while (from > 0 && Cells.width(text.substring(text.offsetByCodePoints(from, -1))) <= width) {
            from = text.offsetByCodePoints(from, -1);
        }
        return text.substring(from);
    }

    /**
     * An error in all that the server said.
     *
     * @param number by which errors of both sides are ordered
     */
    record Full(long number, String text) {}

    /** All that the server said; empty where it was not the server that spoke. */
    static Optional<Full> full(Side side, SQLException error) {
        if (!(error instanceof PSQLException thrown) || thrown.getServerErrorMessage() == null) {
            return Optional.empty();
        }
        ServerErrorMessage server = thrown.getServerErrorMessage();
        StringBuilder text = new StringBuilder(line(side, server));
        append(text, "Detail: ", server.getDetail());
        append(text, "Hint: ", server.getHint());
        append(text, "Where: ", server.getWhere());
        append(text, "Schema: ", server.getSchema());
        append(text, "Table: ", server.getTable());
        append(text, "Column: ", server.getColumn());
        append(text, "Data type: ", server.getDatatype());
        append(text, "Constraint: ", server.getConstraint());
        append(
                text,
                "Location: ",
                server.getFile() == null ? "" : server.getRoutine() + ", " + server.getFile() + ":" + server.getLine());
        return Optional.of(new Full(System.nanoTime(), text.toString()));
    }
}
