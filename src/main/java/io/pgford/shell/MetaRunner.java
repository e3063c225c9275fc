package io.pgford.shell;

import io.pgford.command.Answer;
import io.pgford.command.Workbench;
import io.pgford.database.Endpoint;
import io.pgford.database.Side;
import io.pgford.problem.Nearest;
import io.pgford.problem.Problem;
import io.pgford.script.MetaItem;
import io.pgford.script.Outcome;
import io.pgford.script.Word;
import io.pgford.script.Words;
import io.pgford.shell.describe.Describe;
import io.pgford.shell.print.AnswerPrinter;
import io.pgford.shell.sql.Display;
import io.pgford.shell.sql.Sessions;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.postgresql.core.BaseConnection;

/** The {@code \} commands. */
public final class MetaRunner {
    private static final List<List<Object>> KNOWN = List.of(
            List.of("\\d [NAME]", "describe tables, or list them; also \\dt \\di \\ds \\dv \\dn \\df \\du \\l"),
            List.of("\\x [on|off]", "one line for each value instead of one for each row"),
            List.of("\\timing [on|off]", "show how long statements take"),
            List.of("\\i FILE", "play a file of commands and SQL, as play FILE does"),
            List.of("\\conninfo", "tell where both sides are"),
            List.of("\\g, \\gx", "at the end of a statement: run it; run it expanded"),
            List.of("@old, @new, @both", "in front of a statement or \\ command: where it goes"),
            List.of("\\q", "leave"));
    private static final List<String> WORDS = List.of("\\d", "\\x", "\\timing", "\\i", "\\conninfo", "\\q", "\\?");

    private final Workbench workbench;
    private final Sessions sessions;
    private final SqlRunner sql;
    private final Display display;
    private final Leaving leaving;
    private final Files files;

    /** Plays a file. */
    @FunctionalInterface
    public interface Files {
        Outcome play(String file);
    }

    public MetaRunner(
            Workbench workbench, Sessions sessions, SqlRunner sql, Display display, Leaving leaving, Files files) {
        this.workbench = workbench;
        this.sessions = sessions;
        this.sql = sql;
        this.display = display;
        this.leaving = leaving;
        this.files = files;
    }

    /** The words that a line can begin with. */
    public static List<String> words() {
        return WORDS;
    }

    /**
     * Runs one.
     *
     * @throws Problem for one that there is not, and for what went wrong
     */
    public Outcome run(Console console, MetaItem item) {
        List<String> words = Words.split(item.text()).stream().map(Word::text).toList();
        String name = words.get(0);
        if (Describe.isMeant(item.text())) {
            return SqlRunner.onEach(console, sql.sides(item.route()), side -> {
                describe(console, side, item.text());
                return Optional.empty();
            });
        }
        switch (name) {
            case "\\x" -> {
                display.expanded(toggled(words, display.expanded()));
                tell(console, "Expanded display is " + onOff(display.expanded()) + ".");
            }
            case "\\timing" -> {
                display.timing(toggled(words, display.timing()));
                tell(console, "Timing is " + onOff(display.timing()) + ".");
            }
            case "\\q" -> leaving.ask();
            case "\\conninfo" -> tellPlaces(console);
            case "\\?" ->
                new AnswerPrinter(console.style(), console.width(), console.out()::println)
                        .print(Answer.builder()
                                .grid("meta", "", List.of("command", "what_it_does"), known())
                                .build());
            case "\\i", "\\include" -> {
                if (words.size() != 2) {
                    throw Problem.usage("\\i needs a file", "Write it as: \\i FILE");
                }
                return files.play(words.get(1));
            }
            default -> throw unknown(name);
        }
        return Outcome.done();
    }

    private void describe(Console console, Side side, String line) {
        BaseConnection connection = sessions.on(side).connection();
        try {
            new AnswerPrinter(console.style(), console.width(), console.out()::println)
                    .print(Describe.run(connection, line));
        } catch (SQLException e) {
            throw workbench.connections().fault(side, e);
        }
    }

    private static List<List<Object>> known() {
        return Stream.concat(KNOWN.stream(), SettingsMeta.KNOWN.stream()).toList();
    }

    private static Problem unknown(String name) {
        List<String> words =
                Stream.concat(WORDS.stream(), SettingsMeta.words().stream()).toList();
        String near = Nearest.to(name, words)
                .map(word -> "Did you mean " + word + "? ")
                .orElse("");
        return Problem.usage("There is no command " + name, near + "\\? lists the \\ commands.");
    }

    private void tellPlaces(Console console) {
        for (Side side : Side.values()) {
            Endpoint endpoint = workbench.connections().pair().at(side);
            tell(console, side.word() + " is " + endpoint);
        }
    }

    private static void tell(Console console, String line) {
        console.out().println(line);
    }

    private static boolean toggled(List<String> words, boolean before) {
        if (words.size() == 1) {
            return !before;
        }
        return switch (words.get(1)) {
            case "on" -> true;
            case "off" -> false;
            default -> throw Problem.usage(words.get(0) + " is either on or off", "");
        };
    }

    private static String onOff(boolean on) {
        return on ? "on" : "off";
    }
}
