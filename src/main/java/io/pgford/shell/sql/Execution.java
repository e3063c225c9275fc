package io.pgford.shell.sql;

import io.pgford.database.Quote;
import io.pgford.problem.Problem;
import io.pgford.sql.Lexer;
import io.pgford.sql.Statements;
import io.pgford.sql.Token;
import io.pgford.sql.TokenKind;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;
import org.postgresql.copy.CopyOut;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.Field;
import org.postgresql.core.Query;
import org.postgresql.core.QueryExecutor;
import org.postgresql.core.ResultCursor;
import org.postgresql.core.ResultHandlerBase;
import org.postgresql.core.TransactionState;
import org.postgresql.core.Tuple;

/**
 * One statement on one connection, which stays in autocommit mode: transactions are the operator's own. Below JDBC's own
 * interfaces, for what they leave out: the command tag, notices as they come, and results that are not held in memory.
 *
 * <p>A query is described first, and its rows then fetched by {@code COPY (query) TO STDOUT}: they stream without a cursor, in
 * any transaction state, and the server may still plan it in parallel.
 */
final class Execution {
    private static final String EXPLAIN_PREFIX = "EXPLAIN (FORMAT JSON)\n";
    /** What the protocol calls the format of a binary COPY. */
    private static final int BINARY = 1;

    private static final String COPY_PREFIX = "COPY (\n";

    /** Few enough that rows of a megabyte fit into memory. */
    private static final int FETCH_ROWS = 100;

    private static final int FLAGS = QueryExecutor.QUERY_ONESHOT
            | QueryExecutor.QUERY_SUPPRESS_BEGIN
            | QueryExecutor.QUERY_NO_BINARY_TRANSFER
            | QueryExecutor.QUERY_BOTH_ROWS_AND_STATUS;

    private final BaseConnection connection;
    private final ResultSink sink;
    private int shift;

    Execution(BaseConnection connection, ResultSink sink) {
        this.connection = connection;
        this.sink = sink;
    }

    /** By how many characters the server's positions lie behind those of the statement, where {@link #run} failed. */
    int shift() {
        return shift;
    }

    /** @param copyData what a {@code COPY … FROM stdin} sends */
    void run(String sql, Optional<String> copyData) throws SQLException {
        connection.clearWarnings();
        try {
            switch (Statements.kind(sql)) {
                case COPY_IN -> copyIn(sql, copyData.orElse(""));
                case COPY_OUT -> copyOut(sql);
                case QUERY -> query(sql);
                default -> plain(sql);
            }
        } catch (SQLException e) {
            // What a function told before it failed often says why.
            if (!connection.isClosed()) {
                notices();
            }
            throw e;
        }
    }

    /** For a COPY that streams from or to elsewhere. */
    CopyManager copyManager() throws SQLException {
        return new CopyManager(connection);
    }

    /**
     * Streams the rows of a COPY to where they are wanted; ends it where that cannot take them.
     *
     * @param text whether only text can be taken
     */
    long copyTo(String sql, OutputStream data, boolean text) throws SQLException, IOException {
        CopyOut copy = copyManager().copyOut(sql);
        if (text) {
            refuseBinary(copy);
        }
        try {
            for (byte[] line = copy.readFromCopy(); line != null; line = copy.readFromCopy()) {
                data.write(line);
            }
        } catch (IOException e) {
            leave(copy);
            throw e;
        }
        return copy.getHandledRowCount();
    }

    /** Runs a statement whose outcome nobody asks for. */
    void quietly(String sql) throws SQLException {
        execute(sql, new Handler(true), 0);
        connection.clearWarnings();
    }

    /** Plans a statement and runs none of it; the sink gets the plan as JSON. */
    void explain(String sql) throws SQLException {
        shift = EXPLAIN_PREFIX.length();
        execute(EXPLAIN_PREFIX + sql, new Handler(false), 0);
        shift = 0;
        connection.clearWarnings();
    }

    /** Asks what a statement's result would be, and runs none of it; the sink gets a row for each column. */
    void describe(String sql) throws SQLException {
        if (hasParameters(sql)) {
            throw Problem.failed("A statement with parameters such as $1 cannot be described", "Write values instead.");
        }
        Handler described = new Handler(true);
        execute(sql, described, QueryExecutor.QUERY_DESCRIBE_ONLY);
        if (described.fields.isEmpty()) {
            sink.remark("The statement has no result, or one without columns.");
            return;
        }
        plain(described.fields.stream()
                .map(field -> "(%s, pg_catalog.format_type(%d, %d))"
                        .formatted(Quote.literal(field.getColumnLabel()), field.getOID(), field.getMod()))
                .collect(Collectors.joining(", ", "SELECT * FROM (VALUES ", ") AS d (\"column\", type)")));
    }

    private static boolean hasParameters(String sql) {
        return sql.indexOf('$') >= 0
                && Lexer.tokens(sql).stream().anyMatch(token -> token.kind() == TokenKind.PARAMETER);
    }

    private void query(String sql) throws SQLException {
        if (canBeCopied(sql) && !hasParameters(sql)) {
            stream(sql);
        } else {
            plain(sql);
        }
    }

    /** {@code SHOW}, {@code EXPLAIN} and {@code FETCH} are no queries to COPY; what they give is short. */
    private static boolean canBeCopied(String sql) {
        Optional<Token> first = Lexer.tokens(sql).stream()
                .filter(token -> !token.isBlank() && !token.isSign("("))
                .findFirst();
        return first.filter(token -> token.isAny("select", "with", "values", "table"))
                .isPresent();
    }

    private void stream(String sql) throws SQLException {
        Handler described = new Handler(true);
        execute(sql, described, QueryExecutor.QUERY_DESCRIBE_ONLY);
        List<Column> columns = described.columns;
        sink.columns(columns);
        if (connection.getTransactionState() != TransactionState.IDLE) {
            fetch(sql);
            return;
        }
        shift = COPY_PREFIX.length();
        CopyOut copy = new CopyManager(connection).copyOut(COPY_PREFIX + sql + "\n) TO STDOUT");
        long rows = 0;
        for (byte[] line = copy.readFromCopy(); line != null; line = copy.readFromCopy()) {
            sink.row(CopyText.row(line, columns.size()));
            rows++;
            if (sink.enough()) {
                leave(copy);
                break;
            }
        }
        shift = 0;
        notices();
        sink.done("SELECT " + rows);
    }

    /**
     * In a transaction, by a cursor of the protocol: it can be left at any row, where cancelling a COPY would fail the
     * transaction.
     */
    private void fetch(String sql) throws SQLException {
        Handler handler = new Handler(true);
        handler.fetching = true;
        QueryExecutor executor = connection.getQueryExecutor();
        Query query = executor.createSimpleQuery(sql);
        try {
            int flags = (FLAGS & ~QueryExecutor.QUERY_ONESHOT) | QueryExecutor.QUERY_FORWARD_CURSOR;
            executor.execute(query, null, handler, 0, FETCH_ROWS, flags);
            while (handler.cursor.isPresent() && !sink.enough()) {
                ResultCursor cursor = handler.cursor.get();
                handler.cursor = Optional.empty();
                executor.fetch(cursor, handler, FETCH_ROWS, false);
            }
            handler.cursor.ifPresent(ResultCursor::close);
        } finally {
            query.close();
        }
        notices();
        sink.done("SELECT");
    }

    /** What is shown is text: bytes would be damaged on their way, and be told as copied. */
    private void refuseBinary(CopyOut copy) throws SQLException {
        if (copy.getFormat() == BINARY) {
            leave(copy);
            throw Problem.failed(
                    "COPY in binary format cannot go to standard output here",
                    "Name a file: \\copy TABLE to 'FILE' (format binary)");
        }
    }

    private void copyOut(String sql) throws SQLException {
        CopyOut copy = new CopyManager(connection).copyOut(sql);
        refuseBinary(copy);
        sink.copying();
        for (byte[] line = copy.readFromCopy(); line != null; line = copy.readFromCopy()) {
            sink.copyLine(new String(line, StandardCharsets.UTF_8));
            if (sink.enough() && connection.getTransactionState() == TransactionState.IDLE) {
                leave(copy);
                break;
            }
        }
        notices();
        sink.done("COPY " + copy.getHandledRowCount());
    }

    /**
     * Ends a COPY of which no more is wanted. Not by the driver's own {@code cancelCopy}: behind it the answer to one statement
     * was read as that of the next (measured with 42.7.14). The server's signal may also come late; then it is let hit a
     * statement that does nothing, and not the operator's next one.
     */
    private void leave(CopyOut copy) throws SQLException {
        connection.cancelQuery();
        try {
            while (copy.readFromCopy() != null) {
                // What was on its way.
            }
            quietly("SELECT pg_catalog.pg_sleep(0.1)");
        } catch (SQLException e) {
            if (!"57014".equals(e.getSQLState())) {
                throw e;
            }
        }
    }

    private void copyIn(String sql, String data) throws SQLException {
        CopyIn copy = new CopyManager(connection).copyIn(sql);
        try {
            byte[] bytes = data.getBytes(StandardCharsets.UTF_8);
            copy.writeToCopy(bytes, 0, bytes.length);
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
        notices();
        sink.done("COPY " + copy.getHandledRowCount());
    }

    private void plain(String sql) throws SQLException {
        Handler handler = new Handler(false);
        // The driver would wait for values of parameters. Asked in one message, the server says that there are none.
        execute(sql, handler, hasParameters(sql) ? QueryExecutor.QUERY_EXECUTE_AS_SIMPLE : 0);
        notices();
        sink.done(handler.tag);
    }

    private void execute(String sql, Handler handler, int flags) throws SQLException {
        QueryExecutor executor = connection.getQueryExecutor();
        Query query = executor.createSimpleQuery(sql);
        try {
            executor.execute(query, null, handler, 0, 0, FLAGS | flags);
        } finally {
            query.close();
        }
    }

    private void notices() throws SQLException {
        for (SQLWarning notice = connection.getWarnings(); notice != null; notice = notice.getNextWarning()) {
            sink.notice(notice);
        }
        connection.clearWarnings();
    }

    /** Takes what the driver read. */
    private final class Handler extends ResultHandlerBase {
        private final boolean describing;
        private List<Field> fields = List.of();
        private List<Column> columns = List.of();
        private String tag = "";
        private boolean fetching;
        private Optional<ResultCursor> cursor = Optional.empty();

        private Handler(boolean describing) {
            this.describing = describing;
        }

        @Override
        public void handleResultRows(Query from, Field[] fields, List<Tuple> tuples, ResultCursor cursor) {
            if (fetching) {
                this.cursor = Optional.ofNullable(cursor);
                tuples.forEach(tuple -> sink.row(values(tuple)));
                return;
            }
            this.fields = List.of(fields);
            columns = Arrays.stream(fields).map(Column::of).toList();
            if (!describing) {
                sink.columns(columns);
                tuples.forEach(tuple -> sink.row(values(tuple)));
            }
        }

        @Override
        public void handleCommandStatus(String status, long updateCount, long insertOid) {
            tag = status;
        }

        @Override
        public void handleWarning(SQLWarning warning) {
            sink.notice(warning);
        }

        private static List<Optional<String>> values(Tuple tuple) {
            List<Optional<String>> values = new ArrayList<>(tuple.fieldCount());
            for (int i = 0; i < tuple.fieldCount(); i++) {
                values.add(Optional.ofNullable(tuple.get(i)).map(bytes -> new String(bytes, StandardCharsets.UTF_8)));
            }
            return values;
        }
    }
}
