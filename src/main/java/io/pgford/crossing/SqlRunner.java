package io.pgford.crossing;

import io.pgford.database.Cancellation;
import io.pgford.database.Rows;
import io.pgford.sql.Identifiers;
import io.pgford.sql.Token;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.postgresql.PGConnection;

/** Runs a script in one transaction: all of it or nothing. */
final class SqlRunner {
    private final Connection connection;
    private final Cancellation cancellation;
    private final Consumer<String> progress;

    /**
     * Runs scripts on one connection.
     *
     * @param progress told how far it is, in words
     */
    SqlRunner(Connection connection, Cancellation cancellation, Consumer<String> progress) {
        this.connection = connection;
        this.cancellation = cancellation;
        this.progress = progress;
    }

    /**
     * The script without settings that this server does not have, such as {@code SET transaction_timeout} of a newer pg_dump:
     * a setting that an older server does not know cannot matter to it.
     */
    SqlScript withoutUnknownSettings(SqlScript script) throws SQLException {
        List<SqlStep> unknown = new ArrayList<>();
        for (SqlStep step : script.steps()) {
            List<Token> words = step.tokens();
            if (words.size() > 3
                    && words.get(0).is("set")
                    && (words.get(2).isSign("=") || words.get(2).is("to"))) {
                String setting = Identifiers.name(words.get(1));
                if (!Rows.holds(
                        connection,
                        "SELECT EXISTS (SELECT FROM pg_catalog.pg_settings WHERE name = pg_catalog.lower(?))",
                        setting)) {
                    unknown.add(step);
                }
            }
        }
        return script.without(unknown::contains);
    }

    /** What was run. */
    record Ran(int statements, long copiedRows) {}

    /**
     * Runs and commits. The connection is left with the settings that the script made: it should not be used for other work.
     *
     * @throws StatementFailure for the first statement that fails; all is rolled back then
     */
    Ran run(SqlScript script) throws SQLException, StatementFailure {
        connection.setAutoCommit(false);
        boolean done = false;
        try {
            long copied = 0;
            int count = 0;
            for (SqlStep step : script.steps()) {
                cancellation.check();
                progress.accept(
                        "%,d of %,d: %s".formatted(++count, script.steps().size(), step.firstWords()));
                try {
                    copied += run(step);
                } catch (SQLException e) {
                    throw new StatementFailure(script, step, e);
                }
            }
            connection.commit();
            done = true;
            return new Ran(count, copied);
        } finally {
            if (!done && !connection.isClosed()) {
                connection.rollback();
            }
        }
    }

    private long run(SqlStep step) throws SQLException {
        if (step.data().isEmpty()) {
            Rows.run(connection, step.text());
            return 0;
        }
        try {
            return connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn(step.text(), new StringReader(step.data().get()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
