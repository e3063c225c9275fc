package io.pgford.move;

/** The settings of a move while it runs: they can be changed from another thread, and hold from the next batch on. */
public final class Steering {
    private final RateLimit limit = new RateLimit(System::nanoTime);
    private volatile MoveSettings settings;

    public Steering(MoveSettings settings) {
        this.settings = settings;
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

    RateLimit limit() {
        return limit;
    }
}
