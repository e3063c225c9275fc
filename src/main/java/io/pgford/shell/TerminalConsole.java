package io.pgford.shell;

import io.pgford.database.Secret;
import io.pgford.shell.print.Cells;
import io.pgford.shell.print.Style;
import io.pgford.shell.print.Theme;
import java.io.PrintWriter;
import java.util.Optional;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Terminal;
import org.jline.utils.InfoCmp;

/** A console on a terminal. Problems go there too: the eye looks at one place. */
public final class TerminalConsole implements Console {
    private static final int NARROWEST = 20;

    private final Terminal terminal;
    private final Style given;
    private Style style;
    private boolean progressShown;

    public TerminalConsole(Terminal terminal, Style style) {
        this.terminal = terminal;
        this.given = style;
        this.style = style;
    }

    /** The terminal itself. */
    public Terminal device() {
        return terminal;
    }

    @Override
    public PrintWriter out() {
        return terminal.writer();
    }

    @Override
    public PrintWriter err() {
        return terminal.writer();
    }

    @Override
    public Style style() {
        return style;
    }

    /**
     * Takes other colours from now on. A terminal that can show none, or whose user wants none, keeps to that.
     *
     * @param theme one of {@code auto}, {@code dark}, {@code light}, {@code none}
     */
    public void theme(String theme) {
        style = switch (theme) {
            case "none" -> new Style(false, given.unicode(), given.theme());
            case "dark" -> new Style(given.colour(), given.unicode(), Theme.DARK);
            case "light" -> new Style(given.colour(), given.unicode(), Theme.LIGHT);
            default -> given;
        };
    }

    @Override
    public int width() {
        // A terminal that tells no size, such as one without a screen behind it, is taken for the usual one.
        return terminal.getWidth() == 0 ? 80 : Math.max(NARROWEST, terminal.getWidth());
    }

    @Override
    public int height() {
        return terminal.getHeight() == 0 ? 24 : terminal.getHeight();
    }

    @Override
    public boolean terminal() {
        return true;
    }

    @Override
    public boolean interactive() {
        return true;
    }

    @Override
    public synchronized void progress(String line) {
        if (Terminals.isDumb(terminal)) {
            return;
        }
        if (progressShown) {
            terminal.writer().print('\r');
            terminal.puts(InfoCmp.Capability.clr_eol);
        }
        progressShown = !line.isEmpty();
        if (progressShown) {
            terminal.writer().print(style.dim(Cells.cut(line, width() - 1, style.unicode())));
        }
        terminal.flush();
    }

    @Override
    public Optional<String> ask(String question) {
        return read(question, Optional.empty());
    }

    @Override
    public Optional<Secret> askSecret(String question) {
        return read(question, Optional.of('\0')).map(Secret::new);
    }

    /** A reader of its own: what is answered here is no part of the history, and taken as it is typed. */
    private Optional<String> read(String question, Optional<Character> mask) {
        progress("");
        DefaultParser asTyped = new DefaultParser();
        asTyped.setEscapeChars(null);
        LineReader reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .parser(asTyped)
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .build();
        reader.setVariable(LineReader.DISABLE_HISTORY, true);
        try {
            // It may name a role or a table.
            String safe = Cells.safe(question, false);
            String prompt = safe.endsWith(" ") ? safe : safe + " ";
            return Optional.of(mask.isPresent() ? reader.readLine(prompt, mask.get()) : reader.readLine(prompt));
        } catch (UserInterruptException | EndOfFileException e) {
            return Optional.empty();
        }
    }
}
