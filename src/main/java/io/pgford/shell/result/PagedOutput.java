package io.pgford.shell.result;

import io.pgford.shell.TerminalConsole;
import io.pgford.shell.print.Cells;
import io.pgford.shell.print.Style;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Rows go to a pager once they are more than the screen holds. The pager takes them as fast as somebody reads; what has not
 * been read waits on the server.
 */
final class PagedOutput implements Output {
    /** Below the rows stand a message and the prompt. */
    private static final int LINES_BELOW = 2;

    private static final Pattern COLOURS = Pattern.compile("\u001B\\[[0-9;]*m");

    private final TerminalConsole console;
    private final PagerProgram program;
    private final boolean always;
    private final List<String> held = new ArrayList<>();
    private int screenLines;
    private Optional<PagerProgram.Running> pager = Optional.empty();
    private boolean left;

    PagedOutput(TerminalConsole console, PagerProgram program, boolean always) {
        this.console = console;
        this.program = program;
        this.always = always;
    }

    @Override
    public void line(String text) {
        if (pager.isPresent()) {
            send(text);
            return;
        }
        held.add(text);
        int columns = Cells.width(COLOURS.matcher(text).replaceAll(""));
        screenLines += Math.max(1, (columns + console.width() - 1) / console.width());
        if (always || screenLines > console.height() - LINES_BELOW) {
            pager = Optional.of(program.start(console));
            held.forEach(this::send);
            held.clear();
        }
    }

    private void send(String text) {
        if (left) {
            return;
        }
        try {
            OutputStream to = pager.orElseThrow().input();
            to.write((text + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // It was left: what else would close its end.
            left = true;
        }
    }

    @Override
    public boolean left() {
        return left;
    }

    @Override
    public Style style() {
        return console.style();
    }

    @Override
    public int width() {
        return console.width();
    }

    @Override
    public boolean terminal() {
        return true;
    }

    @Override
    public String place() {
        return "";
    }

    @Override
    public void close() {
        held.forEach(console.out()::println);
        held.clear();
        console.out().flush();
        pager.ifPresent(PagerProgram.Running::finish);
    }
}
