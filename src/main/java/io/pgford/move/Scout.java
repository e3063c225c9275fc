package io.pgford.move;

import io.pgford.catalog.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Looks for the next batch, and warms its pages, while the present one crosses. */
final class Scout {
    private final Connection connection;
    private final Table table;

    /** @param connection to {@code old}, used by nobody else */
    Scout(Connection connection, Table table) throws SQLException {
        // A transaction around each search would be a second round trip.
        connection.setAutoCommit(true);
        this.connection = connection;
        this.table = table;
    }

    /** Begins to look for the {@code rows} rows above {@code after}. One search at a time. */
    FutureTask<Optional<KeyRange>> ahead(List<String> after, int rows) {
        FutureTask<Optional<KeyRange>> search =
                new FutureTask<>(() -> BatchFinder.next(connection, table, KeyRange.above(after), rows));
        Thread thread = new Thread(search, "move scout");
        thread.setDaemon(true);
        thread.start();
        return search;
    }

    /** Waits for what a search has found. */
    static Optional<KeyRange> found(FutureTask<Optional<KeyRange>> search) throws SQLException {
        try {
            return search.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof SQLException cause ? cause : new SQLException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted while searching", "57014", e);
        }
    }
}
