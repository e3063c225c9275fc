package io.pgford.shell.prompt;

import io.pgford.command.JobsAtWork;
import io.pgford.command.PairSource;
import io.pgford.command.RunningJobs;
import io.pgford.command.Settings;
import io.pgford.command.Workbench;
import io.pgford.database.Side;
import io.pgford.problem.Exit;
import io.pgford.problem.Problem;
import io.pgford.script.Vocabulary;
import io.pgford.shell.Dispatcher;
import io.pgford.shell.Draft;
import io.pgford.shell.Editor;
import io.pgford.shell.Leaving;
import io.pgford.shell.StateDirectory;
import io.pgford.shell.TerminalConsole;
import io.pgford.shell.Terminals;
import io.pgford.shell.danger.Caution;
import io.pgford.shell.names.NameCache;
import io.pgford.shell.registry.Catalogue;
import io.pgford.shell.settings.Macros;
import io.pgford.shell.settings.Preferences;
import io.pgford.shell.sql.Sessions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.UserInterruptException;

/** The conversation: reads a line, has it run, and goes on until somebody leaves. */
public final class Repl {
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
    private final Macros macros;
    private final Preferences preferences;
    private final Editor editor;
    private final Draft draft;
    private final Settings settings;
    private final Harmless harmless;
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
            Macros macros,
            Preferences preferences,
            Editor editor,
            Draft draft,
            Settings settings,
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
        this.macros = macros;
        this.preferences = preferences;
        this.editor = editor;
        this.draft = draft;
        this.settings = settings;
        this.harmless = new Harmless(vocabulary, () -> names.on(workbench.target()));
        this.jobs = jobs;
    }

    /** Converses. What went wrong on the way was told; the exit code is that of leaving. */
    public Exit run(StateDirectory state) {
        boolean firstStart = Files.notExists(state.file("history"));
        console.theme(preferences.value("theme"));
        PromptReader reader = reader(state.privateFile("history"));
        caution.prompting();
        Greeting.say(console, source, firstStart);
        settings.given("startup").ifPresent(lines -> dispatcher.execute(lines.value()));
        try (StatusLine status =
                new StatusLine(reader, console, new JobsAtWork(jobs, workbench), () -> preferences.on("status"))) {
            status.start();
            jobs.announceTo(status::tell);
            converse(reader);
        }
        return Exit.DONE;
    }

    private void converse(PromptReader reader) {
        while (!leaving.asked()) {
            names.refresh();
            Optional<String> line = read(reader);
            if (line.isPresent() && !line.get().isBlank()) {
                hungUp = false;
                dispatcher.execute(line.get());
                if (!harmless.line(line.get())) {
                    // Other tables may be there now, and whoever mistypes one wants to be told of them.
                    names.stale();
                }
            }
            if (leaving.asked() && !mayLeave()) {
                leaving.takeBack();
            }
        }
    }

    /** The next line; empty where Ctrl-C cleared it, or Ctrl-D asks to leave. */
    private Optional<String> read(PromptReader reader) {
        Side side = workbench.target();
        console.theme(preferences.value("theme"));
        reader.editing(preferences.value("editing"));
        reader.use(preferences.on("suggest"), preferences.on("offer"));
        reader.option(LineReader.Option.DISABLE_HIGHLIGHTER, !console.style().colour());
        reader.setVariable(LineReader.SECONDARY_PROMPT_PATTERN, Prompt.next(side, console.style()));
        try {
            String prompt = Prompt.first(
                    side, sessions.on(side).state(), workbench.readOnly(), dispatcher.skips(), console.style());
            String line =
                    reader.readLine(prompt, null, (Character) null, draft.take().orElse(null));
            Optional<String> toEdit = reader.takeToEdit();
            if (toEdit.isPresent()) {
                edit(toEdit.get());
                return Optional.empty();
            }
            return Optional.of(line);
        } catch (UserInterruptException e) {
            dispatcher.leaveBranch();
            if (Terminals.isDumb(console.device())) {
                // Its own echo of ^C is all that stands there.
                console.out().println();
            }
            return Optional.empty();
        } catch (EndOfFileException e) {
            leaving.ask();
            return Optional.empty();
        } catch (OutOfMemoryError e) {
            // What was typed is let go of by now, and jobs may be at work.
            dispatcher.tell(Problem.failed(
                    "The shell has too little memory for a line as long as that",
                    "Put it into a file, and: play FILE; or start the shell with PGFORD_JAVA_OPTS=-Xmx2g",
                    e));
            return Optional.empty();
        }
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

    /** The line goes to the operator's editor, and comes back to be looked at. */
    private void edit(String line) {
        try {
            draft.put(editor.edit(line).orElse(line));
        } catch (Problem problem) {
            dispatcher.tell(problem);
            draft.put(line);
        }
    }

    private PromptReader reader(Optional<Path> historyFile) {
        Completion completion = new Completion(catalogue, vocabulary, macros, preferences, names::on);
        PromptReader reader = new PromptReader(
                console.device(), new Suggestions(history, harmless), new OfferLine(completion, workbench));
        reader.setParser(new PromptParser(vocabulary));
        reader.setHistory(history);
        reader.setCompletionMatcher(new Matcher());
        reader.setCompleter(new ShellCompleter(completion, workbench));
        reader.setHighlighter(new ShellHighlighter(
                vocabulary, catalogue, macros, () -> console.style().theme(), workbench::target, names::on));
        reader.option(LineReader.Option.DISABLE_EVENT_EXPANSION, true);
        reader.option(LineReader.Option.CASE_INSENSITIVE, true);
        reader.option(LineReader.Option.BRACKETED_PASTE, true);
        reader.option(LineReader.Option.HISTORY_BEEP, false);
        reader.setVariable(LineReader.INDENTATION, 0);
        reader.setVariable(LineReader.LIST_MAX, 200);
        reader.setVariable(LineReader.BLINK_MATCHING_PAREN, 0);
        // A lone Escape, which vi's keys begin with, is told from an arrow key after so many milliseconds.
        reader.setVariable(LineReader.AMBIGUOUS_BINDING, 100);
        reader.setVariable(LineReader.FEATURES_MAX_BUFFER_SIZE, ShellHighlighter.LONG);
        historyFile.ifPresent(file -> reader.setVariable(LineReader.HISTORY_FILE, file));
        return reader;
    }
}
