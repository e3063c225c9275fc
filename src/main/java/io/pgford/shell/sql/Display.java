package io.pgford.shell.sql;

/** What {@code \x} and {@code \timing} have set. */
public final class Display {
    private boolean expanded;
    private boolean timing = true;

    public boolean expanded() {
        return expanded;
    }

    public void expanded(boolean on) {
        expanded = on;
    }

    public boolean timing() {
        return timing;
    }

    public void timing(boolean on) {
        timing = on;
    }
}
