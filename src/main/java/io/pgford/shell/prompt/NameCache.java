package io.pgford.shell.prompt;

import io.pgford.command.Workbench;
import io.pgford.database.Name;
import io.pgford.database.Rows;
import io.pgford.database.Side;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Names of tables for completion. Fetched beside the work: whoever asks gets what is known now, and never waits. */
public final class NameCache implements AutoCloseable {
    private static final long MAX_AGE_NANOSECONDS = 30_000_000_000L;
    private static final String TABLES = """
            SELECT n.nspname, c.relname, pg_catalog.pg_table_is_visible(c.oid)
            FROM pg_catalog.pg_class c
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
              AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'
            ORDER BY 1, 2
            LIMIT 50000""";

    private final Workbench workbench;
    private final Map<Side, List<String>> known = new EnumMap<>(Side.class);
    private final ExecutorService fetcher = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "names for completion");
        thread.setDaemon(true);
        return thread;
    });
    private long fetched = Long.MIN_VALUE;
    private boolean fetching;

    public NameCache(Workbench workbench) {
        this.workbench = workbench;
    }

    /** The tables of a side that are known now, as they are written in SQL. */
    public synchronized List<String> tables(Side side) {
        return known.getOrDefault(side, List.of());
    }

    /** Something may have changed: what is known is too old. */
    public synchronized void stale() {
        fetched = Long.MIN_VALUE;
    }

    /** Fetches the names anew, unless they are fresh; returns at once. */
    public synchronized void refresh() {
        boolean fresh = fetched != Long.MIN_VALUE && System.nanoTime() - fetched < MAX_AGE_NANOSECONDS;
        if (fresh || fetching) {
            return;
        }
        fetching = true;
        fetcher.execute(() -> {
            for (Side side : Side.values()) {
                fetch(side);
            }
            done();
        });
    }

    private synchronized void done() {
        fetching = false;
        fetched = System.nanoTime();
    }

    private void fetch(Side side) {
        List<String> names;
        try {
            names = workbench
                    .connections()
                    .with(
                            side,
                            connection -> Rows.list(connection, TABLES, row -> {
                                Name name = new Name(row.getString(1), row.getString(2));
                                return row.getBoolean(3) ? new Name("public", name.name()).shown() : name.shown();
                            }));
        } catch (RuntimeException e) {
            // Completion is a comfort: whoever runs a statement is told what is wrong with the connection.
            names = List.of();
        }
        synchronized (this) {
            known.put(side, names);
        }
    }

    @Override
    public void close() {
        fetcher.shutdownNow();
    }
}
