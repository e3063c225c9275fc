package io.pgford.move;

/** The settings of a move while it runs: they can be changed from another thread, and hold from the next batch on. */
public final class Steering {
    private final RateLimit limit = new RateLimit(System::nanoTime);
    private final boolean verify;
    private final boolean prune;
    private volatile MoveSettings settings;

    public Steering(MoveSettings settings) {
        this(settings, false, false);
    }

    /**
     * Settings with what stays as it is.
     *
     * @param verify whether each batch is read back on {@code new}, and compared, before it is committed
     * @param prune whether queries for keys that have crossed are kept from {@code old}, see {@link Pruning}
     */
    public Steering(MoveSettings settings, boolean verify, boolean prune) {
        this.settings = settings;
        this.verify = verify;
        this.prune = prune;
        limit.set(settings.rate());
    }

    public MoveSettings settings() {
        return settings;
    }

    /** Other settings from the next batch on; which gates are closed stays as it was at the start of a table. */
    public void set(MoveSettings wanted) {
        settings = wanted;
        limit.set(wanted.rate());
    }

    boolean verify() {
        return verify;
    }

    boolean prune() {
        return prune;
    }

    RateLimit limit() {
        return limit;
    }
}
