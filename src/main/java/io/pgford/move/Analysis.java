package io.pgford.move;

import io.pgford.database.Connections;
import io.pgford.database.Name;
import io.pgford.database.Rows;
import io.pgford.database.Side;
import io.pgford.problem.Problem;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Keeps the planner of {@code new} informed of a table that grows from nothing while an application works on it. Autovacuum comes once a
 * minute; until then the application's queries are planned for what landed first. Runs beside the mover, each time that
 * four times as many rows have landed, and makes it wait for a moment: an ANALYZE locks the gates as any reader does.
 */
final class Analysis {
    private static final long FIRST_ROWS = 10_000;

    /** postgres_fdw takes samples of {@code old} instead of all of its rows. */
    private static final int SAMPLES_SINCE = 16;

    private final Connections connections;
    private final Name table;
    private long next = FIRST_ROWS;
    private boolean attended;
    private volatile boolean running;

    Analysis(Connections connections, Name table) {
        this.connections = connections;
        this.table = table;
    }

    /**
     * Notes how many rows have landed in all, and analyses the table where it is time to.
     *
     * @param waited whether anybody waited for them: nobody else has use for it now
     */
    void landed(long rows, boolean waited) {
        attended |= waited;
        if (!attended || rows < next || running) {
            return;
        }
        next = rows * 4;
        running = true;
        Thread thread = new Thread(this::run, "move analysis");
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try (Connection connection = connections.open(Side.NEW, "move analysis")) {
            if (connection.getMetaData().getDatabaseMajorVersion() >= SAMPLES_SINCE) {
                // Somebody else is at it, such as autovacuum, or a step of pgford that will not take long.
                Rows.run(connection, "SET lock_timeout = '1s'");
                Rows.run(connection, "ANALYZE " + table.sql());
            }
        } catch (SQLException | Problem e) {
            // Autovacuum will do it; and if new is gone, the mover's own sessions say so.
        } finally {
            running = false;
        }
    }
}
