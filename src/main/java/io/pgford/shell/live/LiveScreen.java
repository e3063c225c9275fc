package io.pgford.shell.live;

import io.pgford.shell.print.Cells;
import io.pgford.shell.print.Style;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;
import org.jline.utils.NonBlockingReader;

/**
 * A calm full-screen view: what is there is drawn anew in place, on a screen of its own, until somebody presses {@code q}. What
 * stood on the terminal before stands there again afterwards.
 */
public final class LiveScreen implements AutoCloseable {
    private static final long KEY_MILLIS = 100;
    private static final int ESCAPE = 27;

    private final Terminal terminal;
    private final Style style;
    private final Attributes before;
    private final Terminal.SignalHandler beforeResize;
    private final Display display;
    private final AtomicBoolean resized = new AtomicBoolean(true);
    private int top;

    /** Takes the screen; {@link #close()} gives it back. */
    public LiveScreen(Terminal terminal, Style style) {
        this.terminal = terminal;
        this.style = style;
        this.before = terminal.enterRawMode();
        this.beforeResize = terminal.handle(Terminal.Signal.WINCH, signal -> resized.set(true));
        terminal.puts(Capability.enter_ca_mode);
        terminal.puts(Capability.keypad_xmit);
        terminal.puts(Capability.cursor_invisible);
        this.display = new Display(terminal, true);
    }

    /** Columns that a look may use. */
    public int width() {
        return size().getColumns();
    }

    private Size size() {
        Size size = terminal.getSize();
        return size.getColumns() == 0 || size.getRows() == 0 ? new Size(80, 24) : size;
    }

    /**
     * Shows looks until {@code q} is pressed or {@code leaves} says so. Looking itself is the business of another thread, so
     * that a slow server never holds up a key.
     *
     * @param title what is watched
     * @throws IOException where the terminal has gone
     */
    public void show(String title, Watcher watcher, BooleanSupplier leaves) throws IOException {
        Look shown = watcher.latest();
        boolean draw = true;
        while (!leaves.getAsBoolean()) {
            Look latest = watcher.latest();
            if (resized.getAndSet(false)) {
                display.resize(size().getRows(), size().getColumns());
                terminal.puts(Capability.clear_screen);
                display.clear();
                watcher.width(width());
                draw = true;
            }
            if (draw || !latest.equals(shown)) {
                shown = latest;
                draw(title, shown, watcher.paused());
                draw = false;
            }
            int key = key();
            if (key == 'q' || key == 'Q' || key == NonBlockingReader.EOF) {
                return;
            }
            draw = act(key, shown, watcher);
        }
    }

    /** Whether the screen has to be drawn anew. */
    private boolean act(int key, Look shown, Watcher watcher) {
        int page = Math.max(1, size().getRows() - 3);
        switch (key) {
            case ' ' -> watcher.pause();
            case 'j', 'B' -> top++;
            case 'k', 'A' -> top--;
            case 'f', '6' -> top += page;
            case 'b', '5' -> top -= page;
            case 'r' -> watcher.now();
            default -> {
                return false;
            }
        }
        top = Math.max(0, Math.min(top, shown.lines().size() - page));
        return true;
    }

    /** The key that was pressed; of an arrow key, its last letter. Nothing after a short while. */
    private int key() throws IOException {
        int key = terminal.reader().read(KEY_MILLIS);
        if (key != ESCAPE) {
            return key;
        }
        int next = terminal.reader().read(KEY_MILLIS);
        return next == '[' || next == 'O' ? terminal.reader().read(KEY_MILLIS) : next;
    }

    private void draw(String title, Look look, boolean paused) {
        int rows = size().getRows();
        int columns = size().getColumns();
        int page = Math.max(1, rows - 3);
        top = Math.max(0, Math.min(top, look.lines().size() - page));
        List<String> lines = new ArrayList<>();
        lines.add(style.bold(Cells.cut(Cells.safe(title, false), columns, style.unicode())));
        lines.add("");
        look.lines().stream().skip(top).limit(page).forEach(lines::add);
        while (lines.size() < rows - 1) {
            lines.add("");
        }
        String more = look.lines().size() > page ? "   " + arrows() + " scroll" : "";
        String foot = look.at() + (paused ? "  paused" : "") + "   q leaves   space " + (paused ? "goes on" : "pauses")
                + more;
        lines.add(style.dim(Cells.cut(foot, columns - 1, style.unicode())));
        // JLine adds to the list what the screen showed before.
        List<AttributedString> drawn = new ArrayList<>();
        lines.forEach(line -> drawn.add(AttributedString.fromAnsi(line).columnSubSequence(0, columns)));
        display.update(drawn, 0);
    }

    private String arrows() {
        return style.unicode() ? "↑↓" : "j k";
    }

    @Override
    public void close() {
        terminal.puts(Capability.cursor_visible);
        terminal.puts(Capability.keypad_local);
        terminal.puts(Capability.exit_ca_mode);
        terminal.flush();
        terminal.handle(Terminal.Signal.WINCH, beforeResize);
        terminal.setAttributes(before);
    }
}
