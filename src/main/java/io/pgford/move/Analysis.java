package io.pgford.move;

import io.pgford.database.Connections;
import io.pgford.database.Name;
import io.pgford.database.Rows;
import io.pgford.database.Side;
import io.pgford.problem.Problem;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Keeps the planner of {@code new} informed of a table that grows from nothing. Autovacuum comes once a minute; until then it takes
 * a hundred thousand landed rows for as many as it thinks fit, and the application's queries take up to ten times as long.
 * Runs beside the mover, each time that twice as many rows have landed.
 */
final class Analysis {
    private static final long FIRST_ROWS = 1_000;

    /** {@code ANALYZE ONLY}; without it the gates are locked for as long as it takes. */
    private static final int ONLY_SINCE = 18;

    /** postgres_fdw takes samples of {@code old} instead of all of its rows. */
    private static final int SAMPLES_SINCE = 16;

    private final Connections connections;
    private final Name table;
    private long next = FIRST_ROWS;
    private volatile boolean running;

    Analysis(Connections connections, Name table) {
        this.connections = connections;
        this.table = table;
    }

    /** Notes how many rows have landed in all, and analyses the table where it is time to. */
    void landed(long rows) {
        if (rows < next || running) {
            return;
        }
        next = rows * 2;
        running = true;
        Thread thread = new Thread(this::run, "move analysis");
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try (Connection connection = connections.open(Side.NEW, "move analysis")) {
            int major = connection.getMetaData().getDatabaseMajorVersion();
            if (major >= SAMPLES_SINCE) {
                // Somebody else is at it, such as autovacuum, or a step of pgford that will not take long.
                Rows.run(connection, "SET lock_timeout = '1s'");
                Rows.run(connection, "ANALYZE " + (major >= ONLY_SINCE ? "ONLY " : "") + table.sql());
            }
        } catch (SQLException | Problem e) {
            // Autovacuum will do it; and if new is gone, the mover's own sessions say so.
        } finally {
            running = false;
        }
    }
}
