package io.pgford.shell;

import io.pgford.command.Answer;
import io.pgford.command.Workbench;
import io.pgford.database.Endpoint;
import io.pgford.database.Side;
import io.pgford.problem.Nearest;
import io.pgford.problem.Problem;
import io.pgford.script.MetaItem;
import io.pgford.script.Outcome;
import io.pgford.shell.describe.Describe;
import io.pgford.shell.meta.MetaCall;
import io.pgford.shell.meta.MetaCommand;
import io.pgford.shell.print.AnswerPrinter;
import io.pgford.shell.print.Cells;
import io.pgford.shell.result.Output;
import io.pgford.shell.result.Outputs;
import io.pgford.shell.sql.Display;
import io.pgford.shell.sql.Sessions;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.postgresql.core.BaseConnection;

/** The {@code \} commands. */
public final class MetaRunner {
    private static final List<List<Object>> KNOWN = List.of(
            List.of(
                    "\\d[S][+] [NAME]",
                    "describe tables, or list them; by kind: \\dt \\di \\ds \\dv \\dm \\dE; also " + Describe.others()),
            List.of(
                    "\\if EXPRESSION",
                    "run what follows only if it is true, up to \\elif EXPRESSION, \\else or \\endif"),
            List.of("\\i FILE", "play a file of commands and SQL, as play FILE does"),
            List.of("\\conninfo", "tell where both sides are"),
            List.of("@old, @new, @both", "in front of a statement or \\ command: where it goes"),
            List.of("\\q", "leave"));
    private static final List<String> WORDS = List.of(
            "\\d",
            "\\x",
            "\\timing",
            "\\i",
            "\\if",
            "\\elif",
            "\\else",
            "\\endif",
            "\\conninfo",
            "\\q",
            "\\?",
            "\\h",
            "\\!",
            "\\p",
            "\\s",
            "\\w",
            "\\pset",
            "\\a",
            "\\H",
            "\\t",
            "\\f",
            "\\o",
            "\\g",
            "\\gx",
            "\\gset",
            "\\gexec",
            "\\gdesc",
            "\\crosstabview",
            "\\echo",
            "\\qecho",
            "\\warn",
            "\\prompt",
            "\\getenv",
            "\\password",
            "\\watch",
            "\\copy",
            "\\confirm",
            "\\sf",
            "\\sv",
            "\\ef",
            "\\ev",
            "\\l",
            "\\z",
            "\\errverbose");

    /** What psql's users type and pgford has under another name, or not. */
    private static final Map<String, String> INSTEAD = Map.ofEntries(
            Map.entry(
                    "\\c",
                    "Statements go to the other side after: use new, or use old. To another place: connect old URI"),
            Map.entry("\\connect", "use new, or use old: the other side. connect old URI: another place"),
            Map.entry("\\r", "Ctrl-C clears what is typed."),
            Map.entry("\\reset", "Ctrl-C clears what is typed."),
            Map.entry("\\cd", "Paths begin where pgford was started; ~/ is your home."),
            Map.entry("\\encoding", "pgford speaks UTF-8 with both sides, and with files."),
            Map.entry("\\setenv", "Set it before pgford is started, or for one command: \\! NAME=value COMMAND"),
            Map.entry("\\ir", "Write it as: \\i FILE; paths begin where pgford was started."),
            Map.entry("\\bind", "Prepare it: PREPARE name AS …; then EXECUTE name (value);"),
            Map.entry("\\lo_import", "Its functions are there: select lo_from_bytea(0, …)"),
            Map.entry("\\lo_export", "Its functions are there: select lo_get(OID)"),
            Map.entry("\\lo_unlink", "Its functions are there: select lo_unlink(OID)"));

    private final Workbench workbench;
    private final Sessions sessions;
    private final SqlRunner sql;
    private final List<MetaCommand> commands;
    private final Outputs outputs;
    private final Display display;
    private final Leaving leaving;
    private final Files files;

    /** Plays a file. */
    @FunctionalInterface
    public interface Files {
        Outcome play(String file);
    }

    public MetaRunner(
            Workbench workbench,
            Sessions sessions,
            SqlRunner sql,
            List<MetaCommand> commands,
            Outputs outputs,
            Display display,
            Leaving leaving,
            Files files) {
        this.workbench = workbench;
        this.sessions = sessions;
        this.sql = sql;
        this.commands = commands;
        this.outputs = outputs;
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
        List<String> words = MetaCall.of(console, item).words();
        String name = words.get(0).equalsIgnoreCase("\\copy") ? "\\copy" : words.get(0);
        if (Describe.isMeant(item.text())) {
            return sql.onSides(console, item.route(), side -> {
                describe(console, side, item.text());
                return Optional.empty();
            });
        }
        Optional<MetaCommand> command =
                commands.stream().filter(one -> one.names().contains(name)).findFirst();
        if (command.isPresent()) {
            return command.get().run(new MetaCall(console, item, words));
        }
        switch (name) {
            case "\\q" -> leaving.ask();
            case "\\conninfo" -> tellPlaces(console);
            case "\\?" -> {
                try (Output output = outputs.openBesides(console, display.view())) {
                    new AnswerPrinter(output.style(), output.width(), output::line)
                            .print(Answer.builder()
                                    .grid("meta", "", List.of("command", "what_it_does"), known())
                                    .build());
                }
            }
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
            Answer answer = Describe.run(connection, line);
            try (Output output = outputs.open(console, display.view())) {
                new AnswerPrinter(output.style(), output.width(), output::line).print(answer);
            }
        } catch (SQLException e) {
            throw workbench.connections().fault(side, e);
        }
    }

    private static Problem unknown(String name) {
        if (INSTEAD.containsKey(name)) {
            return Problem.usage("There is no command " + name + " here", INSTEAD.get(name));
        }
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
            console.out().println(side.word() + " is " + Cells.safe(endpoint.toString(), false));
        }
    }

    private List<List<Object>> known() {
        return Stream.of(
                        KNOWN.stream(),
                        commands.stream().map(one -> List.<Object>of(one.usage(), one.what())),
                        SettingsMeta.KNOWN.stream())
                .flatMap(Function.identity())
                .toList();
    }
}
