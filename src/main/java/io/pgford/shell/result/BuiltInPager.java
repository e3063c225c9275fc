package io.pgford.shell.result;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.jline.builtins.Less;
import org.jline.builtins.Source;
import org.jline.terminal.Terminal;

/** JLine's pager, on a thread of its own. It keeps in memory what was paged through. */
final class BuiltInPager implements PagerProgram.Running {
    private static final int BUFFER = 1 << 16;

    private final Thread thread;
    private final OutputStream input;

    private BuiltInPager(Thread thread, OutputStream input) {
        this.thread = thread;
        this.input = input;
    }

    static BuiltInPager start(Terminal terminal) {
        try {
            PipedInputStream shown = new PipedInputStream(BUFFER);
            OutputStream input = new BufferedOutputStream(new PipedOutputStream(shown));
            Thread thread = new Thread(() -> show(terminal, shown), "pager");
            thread.setDaemon(true);
            thread.start();
            return new BuiltInPager(thread, input);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void show(Terminal terminal, InputStream shown) {
        // Closed when the pager is left, so that whoever writes learns of it.
        try (shown) {
            Less less = new Less(terminal, Path.of(""));
            less.chopLongLines = true;
            less.run(new Source.InputStreamSource(shown, false, "result"));
        } catch (IOException e) {
            System.getLogger(BuiltInPager.class.getName())
                    .log(System.Logger.Level.WARNING, "the built-in pager failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public OutputStream input() {
        return input;
    }

    @Override
    public void finish() {
        try {
            input.close();
        } catch (IOException e) {
            // It was left before it had taken all.
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
