package io.pgford.shell.prompt;

import io.pgford.command.JobsAtWork;
import io.pgford.shell.TerminalConsole;
import io.pgford.shell.print.Cells;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;

/**
 * What jobs let the operator know while a line is typed: how far they are, in dim lines below it, and above it what they have to
 * tell. A part of what the editor draws, and no reserved rows of the terminal: nothing is left behind on it, even by a shell that
 * is killed. While something else has the terminal (a result, a pager, a live view, an editor), the lines are not there, and what
 * jobs tell is kept for the next prompt.
 */
final class StatusLine implements AutoCloseable {
    private static final long PERIOD_MILLIS = 1_000;
    /** Other shells' jobs are asked for on the servers: less often. */
    private static final int LOOK_AT_OTHERS = 4;

    /** After an hour in a live view, the last lines are worth reading. */
    private static final int KEPT = 20;

    private final PromptReader reader;
    private final TerminalConsole console;
    private final JobsAtWork jobs;
    private final BooleanSupplier wanted;
    private final Deque<String> told = new ArrayDeque<>();
    private final Thread thread = new Thread(this::run, "status line");
    private int forgotten;
    private boolean due;
    private boolean closed;

    /** @param wanted whether somebody wants to see the lines below */
    StatusLine(PromptReader reader, TerminalConsole console, JobsAtWork jobs, BooleanSupplier wanted) {
        this.reader = reader;
        this.console = console;
        this.jobs = jobs;
        this.wanted = wanted;
        thread.setDaemon(true);
    }

    void start() {
        reader.onPrompt(this::now);
        thread.start();
    }

    /** Has a line printed above the prompt. Never waits: a job that tells something goes on at once, whatever the operator does. */
    void tell(String line) {
        boolean over;
        synchronized (this) {
            told.add(line);
            if (told.size() > KEPT) {
                told.remove();
                forgotten++;
            }
            over = closed;
        }
        if (over) {
            printTold();
        } else {
            now();
        }
    }

    private synchronized void now() {
        due = true;
        notifyAll();
    }

    private void run() {
        try {
            for (int i = 1; rest(); i++) {
                if (i % LOOK_AT_OTHERS == 0 && reader.isReading()) {
                    look();
                }
                reader.beside(this::printTold, wanted.getAsBoolean() ? lines() : List.of());
            }
        } catch (InterruptedException e) {
            // Closed.
        }
    }

    /** Until the next second, or until there is something to tell; returns whether to go on. */
    private synchronized boolean rest() throws InterruptedException {
        long end = System.nanoTime() + PERIOD_MILLIS * 1_000_000;
        while (!due && !closed && end - System.nanoTime() > 0) {
            wait(Math.max(1, (end - System.nanoTime()) / 1_000_000));
        }
        due = false;
        return !closed;
    }

    private void look() {
        try {
            jobs.look();
        } catch (RuntimeException e) {
            // Whoever runs a statement is told what is wrong with the connection.
            System.getLogger(StatusLine.class.getName()).log(System.Logger.Level.DEBUG, "jobs of other shells", e);
        }
    }

    private List<AttributedString> lines() {
        int columns = console.width() - 1;
        boolean unicode = console.style().unicode();
        AttributedStyle style = console.style().colour() ? AttributedStyle.DEFAULT.faint() : AttributedStyle.DEFAULT;
        return jobs.lines(columns).stream()
                .map(line -> new AttributedString(Cells.cut(Cells.safe(line, false), columns, unicode), style))
                .toList();
    }

    /** Without a lock on this while it prints: whoever tells something never waits. */
    private void printTold() {
        List<String> lines;
        synchronized (this) {
            lines = new ArrayList<>(told);
            if (forgotten > 0) {
                lines.add(0, "(" + forgotten + " earlier lines of jobs are left out)");
            }
            told.clear();
            forgotten = 0;
        }
        lines.forEach(line -> reader.printAbove(Cells.safe(line, true)));
    }

    /** Prints what was not printed yet; from now on, lines are printed at once. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        printTold();
    }
}
