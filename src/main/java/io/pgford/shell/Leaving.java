package io.pgford.shell;

/** Whether somebody asked to leave the shell. */
public final class Leaving {
    private volatile boolean asked;

    public void ask() {
        asked = true;
    }

    public boolean asked() {
        return asked;
    }

    /** They thought better of it. */
    public void takeBack() {
        asked = false;
    }
}
