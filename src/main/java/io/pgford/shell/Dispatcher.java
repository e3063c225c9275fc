package io.pgford.shell;

import io.pgford.command.Settings;
import io.pgford.problem.Exit;
import io.pgford.problem.Problem;
import io.pgford.script.Action;
import io.pgford.script.CommandItem;
import io.pgford.script.CommentItem;
import io.pgford.script.Conditions;
import io.pgford.script.ExpectItem;
import io.pgford.script.Item;
import io.pgford.script.MetaItem;
import io.pgford.script.Outcome;
import io.pgford.script.Player;
import io.pgford.script.Recorder;
import io.pgford.script.ScriptParser;
import io.pgford.script.Vocabulary;
import io.pgford.script.Word;
import io.pgford.shell.print.Cells;
import io.pgford.shell.print.ProblemPrinter;
import io.pgford.shell.settings.Macros;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Takes what was typed to whoever runs it, and tells what went wrong. */
public final class Dispatcher {
    private final ShellPerformer performer;
    private final Vocabulary vocabulary;
    private final Recorder recorder;
    private final Interrupt interrupt;
    private final Leaving leaving;
    private final Console console;
    private final Macros macros;
    private final boolean debug;
    private final Conditions conditions = new Conditions();

    public Dispatcher(
            ShellPerformer performer,
            Vocabulary vocabulary,
            Recorder recorder,
            Interrupt interrupt,
            Leaving leaving,
            Console console,
            Macros macros,
            Settings settings) {
        this.performer = performer;
        this.vocabulary = vocabulary;
        this.recorder = recorder;
        this.interrupt = interrupt;
        this.leaving = leaving;
        this.console = console;
        this.macros = macros;
        this.debug = settings.debug();
    }

    /**
     * Runs a text: commands, SQL and {@code \} commands, up to the first that fails. Says what went wrong, and never throws.
     *
     * @param text complete; its last statement needs no semicolon
     */
    public Exit execute(String text) {
        return safely(() -> {
            for (Item item : new ScriptParser(vocabulary).parse("", text)) {
                Exit exit = run(item);
                if (exit != Exit.DONE || leaving.asked()) {
                    return exit;
                }
            }
            return Exit.DONE;
        });
    }

    /** Runs the words of one command as they are, such as those of a command line. A single word with spaces is a text. */
    public Exit execute(List<String> words) {
        String name = vocabulary.longest(words).orElse("");
        if (name.isEmpty()) {
            // A text in one word, or such as: pgford select 1
            return execute(String.join(" ", words));
        }
        int nameWords = name.split(" ", -1).length;
        List<Word> rest = words.subList(nameWords, words.size()).stream()
                .map(word -> new Word(word, word, 0))
                .toList();
        return safely(() -> run(new CommandItem(1, String.join(" ", words), name, rest)));
    }

    /** Whether what is typed stands in a branch that is not taken, and so is not run. */
    public boolean skips() {
        return !conditions.isTaken();
    }

    /** Ctrl-C on a line: whoever stands in a branch that is not taken leaves it, as with psql. */
    public void leaveBranch() {
        if (skips()) {
            conditions.leave().ifPresent(item -> {
                recorder.ran(new MetaItem(item.line(), "\\endif", Optional.empty(), "\\endif"), Outcome.done());
                say("Left the \\if: " + item.source());
            });
        }
    }

    /**
     * Nothing more comes.
     *
     * @param exit of what came last, which stays unless it was well and an {@code \if} is still open
     */
    public Exit end(Exit exit) {
        if (exit != Exit.DONE || leaving.asked() || conditions.open().isEmpty()) {
            return exit;
        }
        return tell(Problem.usage(
                "The input ended, and this is not closed: "
                        + conditions.open().get().source(),
                "Close it by \\endif. What stands in the branches taken has been run."));
    }

    private Exit run(Item item) {
        boolean runs;
        try {
            runs = conditions.pass(item, performer::fill);
        } catch (Problem problem) {
            recorder.ran(item, Outcome.of(problem));
            throw problem;
        }
        if (!runs) {
            recorder.ran(item, Outcome.done());
            if (skips() && !(item instanceof CommentItem) && console.interactive()) {
                say("Not run: up to \\else or \\endif, or Ctrl-C, lines are skipped.");
            }
            return Exit.DONE;
        }
        Optional<String> stands = macros.expand(item);
        return stands.isPresent() ? alias(stands.get()) : runAsIs(item);
    }

    /** An alias stands for lines, in which no other alias counts: none can go round in a circle. */
    private Exit alias(String stands) {
        if (console.interactive()) {
            stands.lines().forEach(line -> console.out().println(console.style().dim("> " + Cells.safe(line, false))));
        }
        for (Item inner : new ScriptParser(vocabulary).parse("", stands)) {
            Exit exit = runAsIs(inner);
            if (exit != Exit.DONE || leaving.asked()) {
                return exit;
            }
        }
        return Exit.DONE;
    }

    private Exit runAsIs(Item item) {
        try {
            Outcome outcome = outcome(item);
            recorder.ran(item, outcome);
            return outcome.exit();
        } catch (Problem problem) {
            recorder.ran(item, Outcome.of(problem));
            throw problem;
        }
    }

    private Outcome outcome(Item item) {
        if (item instanceof Action action) {
            return performer.run(action);
        } else if (item instanceof ExpectItem) {
            new Player(performer, ignored -> {}, interrupt::pressed).play("", List.of(item));
        }
        return Outcome.done();
    }

    private void say(String line) {
        console.out().println(console.style().dim(line));
        console.out().flush();
    }

    private Exit safely(Supplier<Exit> work) {
        interrupt.clear();
        try {
            Exit exit = work.get();
            return interrupt.pressed() && exit == Exit.FAILED ? Exit.INTERRUPTED : exit;
        } catch (Problem problem) {
            return tell(problem);
        } catch (RuntimeException e) {
            return tell(Problem.failed(
                    "pgford itself failed: " + e, debug ? "" : "Please report it, with what pgford --debug shows.", e));
        } catch (OutOfMemoryError e) {
            return tell(Problem.failed(
                    "There is not enough memory for this",
                    "Ask for less at once, or give Java more: PGFORD_JAVA_OPTS=-Xmx2g",
                    e));
        } finally {
            console.progress("");
            console.out().flush();
        }
    }

    /** Says what went wrong. */
    public Exit tell(Problem problem) {
        console.progress("");
        if (interrupt.pressed() && console.interactive()) {
            // The terminal has echoed ^C where the cursor was.
            console.out().println();
        }
        console.out().flush();
        new ProblemPrinter(
                        console.style(),
                        console.width(),
                        debug,
                        line -> console.err().println(line))
                .print(problem);
        console.err().flush();
        return problem.exit();
    }
}
