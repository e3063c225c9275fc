package io.pgford.command;

import io.pgford.database.Rows;
import io.pgford.database.Side;
import io.pgford.pair.PostgresPair;
import io.pgford.shell.TestShell;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;

/** A test of commands, with a shell on a fresh pair of databases. */
abstract class OnAPair {
    /** Nearly everything that a schema can hold. */
    static final Path RICH = Path.of("src/test/resources/rich-schema.sql");

    final TestShell shell;

    OnAPair() {
        this(PostgresPair.shared());
    }

    OnAPair(PostgresPair servers) {
        shell = TestShell.on(servers.fresh());
    }

    /** Runs one statement past the shell. */
    final void sql(Side side, String statement) {
        shell.workbench().connections().with(side, connection -> {
            Rows.run(connection, statement);
            return true;
        });
    }

    /** The one number that a query gives. */
    final long number(Side side, String query) {
        return shell.workbench().connections().with(side, connection -> Rows.number(connection, query));
    }

    @AfterEach
    final void close() {
        shell.close();
    }
}
