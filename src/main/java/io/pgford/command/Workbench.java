package io.pgford.command;

import io.pgford.database.Connections;
import io.pgford.database.Pair;
import io.pgford.database.Side;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What one run of pgford holds in its hands: the pair, its connections, and the side that SQL goes to. The pair is looked for
 * when it is first needed, so that {@code sandbox start} and {@code help} work without one.
 */
public final class Workbench implements AutoCloseable {
    private final Supplier<Pair> source;
    private final boolean readOnly;
    private Optional<Connections> connections = Optional.empty();
    private Side target = Side.OLD;

    /** @param source finds the pair, or throws a {@link io.pgford.problem.Problem} that says how to name one */
    public Workbench(Supplier<Pair> source) {
        this(source, false);
    }

    /** @param readOnly whether nothing may be changed on either side */
    public Workbench(Supplier<Pair> source, boolean readOnly) {
        this.source = source;
        this.readOnly = readOnly;
    }

    /** Whether nothing may be changed on either side. */
    public boolean readOnly() {
        return readOnly;
    }

    /** The connections to both sides. */
    public synchronized Connections connections() {
        if (connections.isEmpty()) {
            connections = Optional.of(new Connections(source.get(), readOnly));
        }
        return connections.get();
    }

    /** Another pair from now on; the connections to the one before are closed. */
    public synchronized void connect(Pair pair) {
        close();
        connections = Optional.of(new Connections(pair, readOnly));
    }

    /** Forgets the pair: it is looked for again when next needed. */
    @Override
    public synchronized void close() {
        connections.ifPresent(Connections::close);
        connections = Optional.empty();
    }

    /** Where SQL goes that names no side. */
    public synchronized Side target() {
        return target;
    }

    public synchronized void use(Side side) {
        target = side;
    }
}
