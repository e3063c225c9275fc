package io.pgford.shell.sql;

import io.pgford.command.Run;
import io.pgford.command.Workbench;
import io.pgford.database.Connections;
import io.pgford.database.Fault;
import io.pgford.database.Side;
import io.pgford.problem.Problem;
import io.pgford.shell.Interrupt;
import io.pgford.sql.Lexer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
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
    private long lastUsed;

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
        BaseConnection open = connection();
        State before = state();
        Execution execution = new Execution(open, sink);
        Run.Hook hook = interrupt.onPress(() -> cancel(open));
        try {
            if (interrupt.pressed()) {
                throw Problem.interrupted(side + ": interrupted before the statement began", "");
            }
            execution.run(sql, copyData);
        } catch (SQLException e) {
            throw isLost(open, e) ? lost(sql, before, e) : SqlProblem.of(side, sql, execution.shift(), e);
        } finally {
            hook.close();
            lastUsed = System.nanoTime();
        }
    }

    /**
     * The connection, for what reads the catalogs in the prompt's own transaction.
     *
     * @throws Problem where the side cannot be reached, or an open transaction was lost
     */
    public BaseConnection connection() {
        Connections now = workbench.connections();
        if (openedFrom.filter(from -> from == now).isEmpty()) {
            close();
        }
        if (connection.isPresent() && !answers(connection.get())) {
            reopenAfterLoss();
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

    /** Between two statements: if nothing was open, nothing is lost but the session's settings. */
    private void reopenAfterLoss() {
        State before = state();
        close();
        if (before != State.NONE) {
            throw Problem.failed(
                    "The connection to " + side + " was lost, and with it the open transaction: nothing of it was kept",
                    "The statement was not run. The next one connects again, outside of a transaction.");
        }
    }

    private Problem lost(String sql, State before, SQLException error) {
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
                "The connection to " + side + " was lost: " + Fault.plain(error) + "\n" + transaction,
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

    private static void cancel(BaseConnection open) {
        try {
            open.cancelQuery();
        } catch (SQLException e) {
            throw new IllegalStateException("the cancel request could not be sent", e);
        }
    }

    private BaseConnection unwrap(Connection opened) {
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
        }
    }
}
