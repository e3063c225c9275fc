package io.pgford.shell.sql;

import io.pgford.database.Side;
import io.pgford.problem.Problem;
import java.sql.SQLException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** An error of a statement, in all that PostgreSQL says about it. */
final class SqlProblem {
    private static final int SHOWN_AROUND = 60;
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
     * The line of the statement that holds a position, and a mark under it.
     *
     * @param position in characters, from 1, as the server counts
     */
    static String marked(String sql, int position) {
        int at = sql.offsetByCodePoints(0, Math.min(position - 1, sql.codePointCount(0, sql.length())));
        int start = sql.lastIndexOf('\n', at - 1) + 1;
        int newline = sql.indexOf('\n', at);
        int end = newline < 0 ? sql.length() : newline;
        int from = Math.max(start, at - SHOWN_AROUND);
        int to = Math.min(end, at + SHOWN_AROUND);
        String before = (from > start ? "…" : "") + sql.substring(from, at);
        String shown = before + sql.substring(at, to) + (to < end ? "…" : "");
        long lineNumber = sql.substring(0, start).chars().filter(c -> c == '\n').count() + 1;
        String label = sql.indexOf('\n') < 0 ? "  " : "  line " + lineNumber + ": ";
        int indent = io.pgford.shell.print.Cells.width(label + before.replace('\t', ' '));
        return label + shown.replace('\t', ' ') + "\n" + " ".repeat(indent) + "^";
    }
}
