package io.pgford.shell.prompt;

import io.pgford.command.PairSource;
import io.pgford.command.RunningJobs;
import io.pgford.command.Workbench;
import io.pgford.database.Side;
import io.pgford.problem.Exit;
import io.pgford.script.Vocabulary;
import io.pgford.shell.Dispatcher;
import io.pgford.shell.Leaving;
import io.pgford.shell.StateDirectory;
import io.pgford.shell.TerminalConsole;
import io.pgford.shell.danger.Caution;
import io.pgford.shell.print.Cells;
import io.pgford.shell.registry.Catalogue;
import io.pgford.shell.sql.Sessions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;

/** The conversation: reads a line, has it run, and goes on until somebody leaves. */
public final class Repl {
    /** Words of SQL and of commands after which other tables may be there. */
    private static final Pattern CHANGES_NAMES = Pattern.compile(
            "(?i)\\b(create|drop|alter|into|import|schema|fdw|connect|cleanup|sandbox|play|rollback|commit)\\b|\\\\i");

    private final TerminalConsole console;
    private final Dispatcher dispatcher;
    private final Workbench workbench;
    private final PairSource source;
    private final Sessions sessions;
    private final Leaving leaving;
    private final Caution caution;
    private final NameCache names;
    private final ShellHistory history;
    private final Vocabulary vocabulary;
    private final Catalogue catalogue;
    private final RunningJobs jobs;
    private boolean hungUp;

    public Repl(
            TerminalConsole console,
            Dispatcher dispatcher,
            Workbench workbench,
            PairSource source,
            Sessions sessions,
            Leaving leaving,
            Caution caution,
            NameCache names,
            ShellHistory history,
            Vocabulary vocabulary,
            Catalogue catalogue,
            RunningJobs jobs) {
        this.console = console;
        this.dispatcher = dispatcher;
        this.workbench = workbench;
        this.source = source;
        this.sessions = sessions;
        this.leaving = leaving;
        this.caution = caution;
        this.names = names;
        this.history = history;
        this.vocabulary = vocabulary;
        this.catalogue = catalogue;
        this.jobs = jobs;
    }

    /** Converses. What went wrong on the way was told; the exit code is that of leaving. */
    public Exit run(StateDirectory state) {
        boolean firstStart = Files.notExists(state.file("history"));
        LineReader reader = reader(state.privateFile("history"));
        caution.prompting();
        Greeting.say(console, source, firstStart);
        jobs.announceTo(line -> announce(reader, line));
        while (!leaving.asked()) {
            names.refresh();
            Optional<String> line = read(reader);
            if (line.isPresent()) {
                hungUp = false;
                dispatcher.execute(line.get());
                if (CHANGES_NAMES.matcher(line.get()).find()) {
                    names.stale();
                }
            }
            if (leaving.asked() && !mayLeave()) {
                leaving.takeBack();
            }
        }
        return Exit.DONE;
    }

    /** The next line; empty where Ctrl-C cleared it, or Ctrl-D asks to leave. */
    private Optional<String> read(LineReader reader) {
        Side side = workbench.target();
        reader.setVariable(LineReader.SECONDARY_PROMPT_PATTERN, Prompt.next(side, console.style()));
        try {
            return Optional.of(reader.readLine(
                    Prompt.first(side, sessions.on(side).state(), workbench.readOnly(), console.style())));
        } catch (UserInterruptException e) {
            return Optional.empty();
        } catch (EndOfFileException e) {
            leaving.ask();
            return Optional.empty();
        }
    }

    /** Above the prompt, and what is being typed. */
    private void announce(LineReader reader, String line) {
        console.progress("");
        reader.printAbove(Cells.safe(line, true));
    }

    private boolean mayLeave() {
        return mayEndTransactions() && mayEndJobs();
    }

    private boolean mayEndJobs() {
        Optional<String> moving = jobs.shown();
        if (moving.isEmpty()) {
            return true;
        }
        Optional<String> answer =
                console.ask("At work here: " + moving.get() + ". Stop after the current batch, and leave? [y/N]");
        // Twice without an answer: a terminal that is gone can only say so by ending its input again and again.
        boolean leaves = answer.isEmpty() && hungUp;
        hungUp = answer.isEmpty();
        if (leaves || answer.filter(Repl::isYes).isPresent()) {
            jobs.stopAll();
            while (!jobs.await(Duration.ofMillis(200))) {
                console.progress("Stopping after the current batch …");
            }
            console.progress("");
            return true;
        }
        return false;
    }

    private static boolean isYes(String answer) {
        return answer.strip().toLowerCase(Locale.ROOT).startsWith("y");
    }

    private boolean mayEndTransactions() {
        List<Side> open = sessions.inTransaction();
        if (open.isEmpty()) {
            return true;
        }
        String where = open.stream().map(Side::word).collect(Collectors.joining(" and "));
        return console.ask("A transaction is open on " + where + ". Leave, and roll it back? [y/N]")
                .filter(Repl::isYes)
                .isPresent();
    }

    private LineReader reader(Optional<Path> historyFile) {
        boolean colour = console.style().colour();
        LineReaderBuilder builder = LineReaderBuilder.builder()
                .appName("pgford")
                .terminal(console.terminal())
                .parser(new PromptParser(vocabulary))
                .history(history)
                .completer(new ShellCompleter(new Completion(catalogue, vocabulary, names::tables), workbench))
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .option(LineReader.Option.CASE_INSENSITIVE, true)
                .option(LineReader.Option.COMPLETE_MATCHER_TYPO, false)
                .option(LineReader.Option.DISABLE_HIGHLIGHTER, !colour)
                .option(LineReader.Option.HISTORY_BEEP, false)
                .variable(LineReader.INDENTATION, 0)
                .variable(LineReader.LIST_MAX, 200);
        if (colour) {
            builder.highlighter(new ShellHighlighter(vocabulary, catalogue));
        }
        historyFile.ifPresent(file -> builder.variable(LineReader.HISTORY_FILE, file));
        return builder.build();
    }
}
