package io.pgford.shell.sql;

import io.pgford.command.Run;
import io.pgford.command.Workbench;
import io.pgford.database.Cancelling;
import io.pgford.database.Connections;
import io.pgford.database.Fault;
import io.pgford.database.Side;
import io.pgford.problem.Problem;
import io.pgford.shell.Interrupt;
import io.pgford.sql.Lexer;
import io.pgford.sql.ReadOnly;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/** The prompt's own connection to one side: opened when first needed, and again after it was lost. */
public final class Session implements AutoCloseable {
    private static final Duration TRUSTED = Duration.ofSeconds(5);
    private static final int PING_SECONDS = 5;

    private final Side side;
    private final Workbench workbench;
    private final Interrupt interrupt;
    private Optional<BaseConnection> connection = Optional.empty();
    private Optional<Connections> openedFrom = Optional.empty();
    private final Belongings belongings = new Belongings();
    private long lastUsed;
    private Optional<SqlProblem.Full> lastError = Optional.empty();

    Session(Side side, Workbench workbench, Interrupt interrupt) {
        this.side = side;
        this.workbench = workbench;
        this.interrupt = interrupt;
    }

    /** What the prompt shows of a session's transaction. */
    public enum State {
        NONE,
        OPEN,
        FAILED
    }

    /** The last error, in all that the server said. */
    Optional<SqlProblem.Full> lastError() {
        return lastError;
    }

    /** Whether a transaction is open. */
    public State state() {
        return connection
                .map(BaseConnection::getTransactionState)
                .map(Session::state)
                .orElse(State.NONE);
    }

    /**
     * Runs a statement.
     *
     * @param copyData what a {@code COPY … FROM stdin} sends
     * @throws Problem for whatever went wrong
     */
    public void run(String sql, Optional<String> copyData, ResultSink sink) {
        perform(sql, sink::remark, open -> new Execution(open, sink), execution -> execution.run(sql, copyData));
    }

    /**
     * Tells the columns of a statement's result. The statement is not run.
     *
     * @param sink gets a row for each: its name, and its type as SQL writes it
     * @throws Problem for what is wrong with the statement
     */
    public void describe(String sql, ResultSink sink) {
        perform(sql, sink::remark, open -> new Execution(open, sink), execution -> execution.describe(sql));
    }

    /**
     * Streams rows to the server.
     *
     * @param sql {@code COPY … FROM stdin}
     * @return how many rows came
     * @throws Problem for whatever went wrong
     */
    public long copyIn(String sql, InputStream data) {
        return copy(sql, execution -> execution.copyManager().copyIn(sql, data));
    }

    /**
     * Streams rows from the server.
     *
     * @param sql {@code COPY … TO stdout}
     * @return how many rows came
     * @throws Problem for whatever went wrong
     */
    public long copyOut(String sql, OutputStream data) {
        return copy(sql, execution -> execution.copyTo(sql, data, false));
    }

    /**
     * Streams rows from the server to where only text can go.
     *
     * @param sql {@code COPY … TO stdout}
     * @return how many rows came
     * @throws Problem for whatever went wrong, and for the binary format
     */
    public long copyText(String sql, OutputStream data) {
        return copy(sql, execution -> execution.copyTo(sql, data, true));
    }

    private interface Copying {
        long with(Execution execution) throws SQLException, IOException;
    }

    private long copy(String sql, Copying copying) {
        AtomicLong rows = new AtomicLong();
        perform(sql, remark -> {}, open -> new Execution(open, NoRows.SINK), execution -> {
            try {
                rows.set(copying.with(execution));
            } catch (IOException e) {
                throw Problem.failed(
                        side + ": the data could not be read or written: " + e.getMessage(),
                        "What was to be copied in is not there; a file that was copied out is not whole.",
                        e);
            }
        });
        return rows.get();
    }

    private interface Executing {
        void with(Execution execution) throws SQLException;
    }

    private void perform(
            String sql, Consumer<String> remarks, Function<BaseConnection, Execution> making, Executing executing) {
        refuseWhereReadOnly(sql);
        BaseConnection open = connection(remarks);
        State before = state();
        Execution execution = making.apply(open);
        Cancelling cancelling = new Cancelling(open);
        Run.Hook hook = interrupt.onPress(cancelling::begin);
        try {
            if (interrupt.pressed()) {
                throw Problem.interrupted(side + ": interrupted before the statement began", "");
            }
            if (workbench.readOnly() && before == State.NONE) {
                // Whatever was done before, the next transaction begins read-only.
                execution.quietly("SET SESSION default_transaction_read_only = on");
            }
            executing.with(execution);
            belongings.note(sql);
        } catch (SQLException e) {
            lastError = SqlProblem.full(side, e).or(() -> lastError);
            throw isLost(open, e) ? lost(sql, before, e) : SqlProblem.of(side, sql, execution.shift(), e);
        } finally {
            hook.close();
            cancelling.close();
            lastUsed = System.nanoTime();
        }
    }

    private void refuseWhereReadOnly(String sql) {
        if (workbench.readOnly()) {
            ReadOnly.refusal(sql).ifPresent(why -> {
                throw Problem.failed(
                        "Refused in read-only mode: " + why, "Start pgford without --read-only to change something.");
            });
        }
    }

    /**
     * The rows that the planner expects each change of a statement to find. The statement is not run.
     *
     * @param sql a statement that EXPLAIN takes
     * @return the plan as JSON
     * @throws Problem for what is wrong with the statement
     */
    public String plan(String sql) {
        StringBuilder plan = new StringBuilder();
        perform(
                sql,
                remark -> {},
                open -> new Execution(
                        open, NoRows.collecting(value -> plan.append(value).append('\n'))),
                execution -> execution.explain(sql));
        return plan.toString();
    }

    /**
     * The connection, for what reads the catalogs in the prompt's own transaction.
     *
     * @throws Problem where the side cannot be reached, or an open transaction was lost
     */
    public BaseConnection connection() {
        return connection(remark -> {});
    }

    private BaseConnection connection(Consumer<String> remarks) {
        Connections now = workbench.connections();
        if (openedFrom.filter(from -> from == now).isEmpty()) {
            close();
        }
        if (connection.isPresent() && !answers(connection.get())) {
            forgetLost();
            remarks.accept("The connection to " + side + " was lost while it rested; it is a new one from now on.");
        }
        if (connection.isEmpty()) {
            connection = Optional.of(unwrap(now.open(side, "prompt")));
            openedFrom = Optional.of(now);
            lastUsed = System.nanoTime();
        }
        return connection.get();
    }

    private boolean answers(BaseConnection open) {
        try {
            return !open.isClosed() && (System.nanoTime() - lastUsed < TRUSTED.toNanos() || open.isValid(PING_SECONDS));
        } catch (SQLException e) {
            return false;
        }
    }

    /** Between two statements: if the session held nothing, nothing is lost. */
    private void forgetLost() {
        State before = state();
        String held = belongings.list();
        close();
        if (before != State.NONE || !held.isEmpty()) {
            throw Problem.failed(
                    "The connection to " + side + " was lost"
                            + (before == State.NONE ? "" : ", and with it the open transaction: nothing of it was kept")
                            + (held.isEmpty() ? "" : "\nGone with it: " + held),
                    "The statement was not run. The next one connects again"
                            + (before == State.NONE ? "." : ", outside of a transaction."));
        }
    }

    private Problem lost(String sql, State before, SQLException error) {
        String held = belongings.list();
        close();
        boolean commits = Lexer.tokens(sql).stream()
                .filter(token -> !token.isBlank())
                .findFirst()
                .filter(token -> token.isAny("commit", "end"))
                .isPresent();
        String transaction = before == State.NONE
                ? "Whether the statement was done is not known: look before you repeat it."
                : commits
                        ? "Whether the transaction was committed is not known: look before you repeat it."
                        : "The open transaction is lost: nothing of it was kept.";
        return Problem.failed(
                "The connection to " + side + " was lost: " + Fault.plain(error) + "\n" + transaction
                        + (held.isEmpty() ? "" : "\nGone with it: " + held),
                "The next statement connects again; settings and temporary tables of the session are gone.",
                error);
    }

    private static boolean isLost(BaseConnection open, SQLException error) {
        try {
            return open.isClosed() || Fault.isConnectionError(error);
        } catch (SQLException e) {
            return true;
        }
    }

    private BaseConnection unwrap(java.sql.Connection opened) {
        try {
            return opened.unwrap(BaseConnection.class);
        } catch (SQLException e) {
            throw workbench.connections().fault(side, e);
        }
    }

    private static State state(TransactionState state) {
        return switch (state) {
            case IDLE -> State.NONE;
            case OPEN -> State.OPEN;
            case FAILED -> State.FAILED;
        };
    }

    @Override
    public void close() {
        try {
            if (connection.isPresent()) {
                connection.get().close();
            }
        } catch (SQLException e) {
            // It was given up anyway.
        } finally {
            connection = Optional.empty();
            openedFrom = Optional.empty();
            belongings.clear();
        }
    }
}
