package io.pgford.shell;

import io.pgford.command.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Ctrl-C, for what is running now. Pressed from another thread; ends nothing by itself but what it was told to. */
public final class Interrupt {
    private final List<Runnable> hooks = new CopyOnWriteArrayList<>();
    private volatile boolean pressed;

    /** The operator pressed Ctrl-C. */
    public void press() {
        pressed = true;
        new ArrayList<>(hooks).forEach(Interrupt::runQuietly);
    }

    /** Whether it was pressed since the last {@link #clear()}. */
    public boolean pressed() {
        return pressed;
    }

    /** Something new begins. */
    public void clear() {
        pressed = false;
        hooks.clear();
    }

    /** What to do at once when it is pressed, until the hook is closed. Done now where it was pressed already. */
    public Run.Hook onPress(Runnable action) {
        hooks.add(action);
        if (pressed) {
            runQuietly(action);
        }
        return () -> hooks.remove(action);
    }

    /**
     * Lets the Ctrl-C that has ended a program on the same terminal arrive here too: later it would cancel the
     * line that is typed next. Waits half a second at most.
     *
     * @return whether it came
     */
    public boolean awaitPress() {
        CountDownLatch arrived = new CountDownLatch(1);
        Run.Hook hook = onPress(arrived::countDown);
        try {
            return arrived.await(500, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        } finally {
            hook.close();
        }
    }

    /** One hook's failure must not keep the others from running. */
    private static void runQuietly(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            System.getLogger(Interrupt.class.getName()).log(System.Logger.Level.WARNING, "cancelling failed", e);
        }
    }
}
