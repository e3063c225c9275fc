package io.pgford.shell;

import io.pgford.shell.print.Style;
import io.pgford.shell.print.Theme;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.spi.SystemStream;
import org.jline.terminal.spi.TerminalProvider;
import org.jline.utils.Signals;

/** The terminal that the program was started on. */
public final class Terminals {
    /** The first works without starting a process; where its library cannot be loaded, the second does. */
    private static final List<String> PROVIDERS = List.of("jni", "exec");

    private Terminals() {}

    /** The terminal, where both input and output are on one. */
    static Optional<Terminal> system() throws IOException {
        if (!isTerminal(SystemStream.Input) || !isTerminal(SystemStream.Output)) {
            return Optional.empty();
        }
        Terminal terminal = TerminalBuilder.builder()
                .system(true)
                .dumb(true)
                .providers(String.join(",", PROVIDERS))
                .encoding(StandardCharsets.UTF_8)
                .build();
        if (isDumb(terminal)) {
            // JLine leaves the signals of such a terminal to Java, where Ctrl-C ends the process.
            Signals.register("INT", () -> terminal.raise(Terminal.Signal.INT));
        }
        return Optional.of(terminal);
    }

    /** Whether it can do no more than print one line after the other. */
    public static boolean isDumb(Terminal terminal) {
        return terminal.getType().startsWith(Terminal.TYPE_DUMB);
    }

    /** Whether a terminal shows what is written, wherever the input comes from. */
    static boolean showsOutput() {
        return isTerminal(SystemStream.Output);
    }

    private static boolean isTerminal(SystemStream stream) {
        for (String provider : PROVIDERS) {
            try {
                return TerminalProvider.load(provider).isSystemStream(stream);
            } catch (IOException | LinkageError e) {
                // The next one may work.
            }
        }
        return false;
    }

    /** What the terminal can show, and what its user wants to see. */
    static Style style(Terminal terminal, Map<String, String> environment, boolean noColor) {
        boolean refused = noColor || !environment.getOrDefault("NO_COLOR", "").isEmpty();
        // As setlocale does: the first of these that is set decides.
        boolean unicode = Stream.of("LC_ALL", "LC_CTYPE", "LANG")
                .map(name -> environment.getOrDefault(name, ""))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .map(value -> value.toLowerCase(Locale.ROOT).replace("-", ""))
                .filter(value -> value.contains("utf8"))
                .isPresent();
        return new Style(!isDumb(terminal) && !refused, unicode, Theme.of(environment));
    }
}
