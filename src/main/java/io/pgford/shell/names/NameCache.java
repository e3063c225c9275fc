package io.pgford.shell.names;

import io.pgford.command.Workbench;
import io.pgford.database.Connections;
import io.pgford.database.Endpoint;
import io.pgford.database.Side;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * The names of both databases, for completion and colours. Read beside the work, on connections of their own: whoever asks gets
 * what is known now, and never waits.
 */
public final class NameCache implements AutoCloseable {
    private static final long MAX_AGE_NANOSECONDS = 60_000_000_000L;

    /** Reading may take at most one part in so many of the time: a database with very many tables is asked less often. */
    private static final long RESTS = 50;

    private static final long PAUSE_MILLISECONDS = 50;

    private final Workbench workbench;
    private final Map<Side, Known> known = new EnumMap<>(Side.class);
    private final ExecutorService reader = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "names for completion");
        thread.setDaemon(true);
        return thread;
    });
    private Optional<Long> read = Optional.empty();
    private long took;
    private boolean reading;
    private boolean staleWhileReading;

    /** Names, and where they were read. */
    private record Known(Endpoint end, Names names) {}

    public NameCache(Workbench workbench) {
        this.workbench = workbench;
    }

    /** What is known of a side now. */
    public synchronized Names on(Side side) {
        return Optional.ofNullable(known.get(side)).map(Known::names).orElse(Names.NONE);
    }

    /** Something may have changed: what is known is too old. */
    public synchronized void stale() {
        read = Optional.empty();
        staleWhileReading = reading;
    }

    /** Reads the names anew, unless they are fresh; returns at once. */
    public synchronized void refresh() {
        long age = Math.max(MAX_AGE_NANOSECONDS, took * RESTS);
        boolean fresh = read.isPresent() && System.nanoTime() - read.get() < age;
        if (fresh || reading || reader.isShutdown()) {
            return;
        }
        reading = true;
        // The prompt comes first.
        CompletableFuture.delayedExecutor(PAUSE_MILLISECONDS, TimeUnit.MILLISECONDS, reader)
                .execute(this::readBoth);
    }

    private void readBoth() {
        long begun = System.nanoTime();
        for (Side side : Side.values()) {
            read(side);
        }
        boolean again;
        synchronized (this) {
            reading = false;
            took = System.nanoTime() - begun;
            again = staleWhileReading;
            staleWhileReading = false;
            read = again ? Optional.empty() : Optional.of(System.nanoTime());
        }
        if (again) {
            refresh();
        }
    }

    private void read(Side side) {
        try {
            Connections connections = workbench.connections();
            Endpoint end = connections.pair().at(side);
            forgetOther(side, end);
            Names names = connections.inTransaction(side, connection -> new NamesReader().read(connection));
            synchronized (this) {
                known.put(side, new Known(end, names));
            }
        } catch (RuntimeException e) {
            // Completion is a comfort: whoever runs a statement is told what is wrong with the connection.
            System.getLogger(NameCache.class.getName()).log(System.Logger.Level.DEBUG, "names of " + side, e);
        }
    }

    /** The names of another instance are worse than none. */
    private synchronized void forgetOther(Side side, Endpoint end) {
        if (known.containsKey(side) && !known.get(side).end().equals(end)) {
            known.remove(side);
        }
    }

    @Override
    public void close() {
        reader.shutdownNow();
    }
}
