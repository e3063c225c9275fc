package io.pgford.shell;

import io.pgford.command.Answer;
import io.pgford.command.Run;
import io.pgford.command.Settings;
import io.pgford.problem.Problem;
import io.pgford.script.Word;
import io.pgford.shell.danger.Caution;
import io.pgford.shell.danger.Onlooker;
import io.pgford.shell.print.AnswerPrinter;
import io.pgford.shell.print.JsonPrinter;
import io.pgford.shell.registry.Catalogue;
import io.pgford.shell.registry.HelpPage;
import io.pgford.shell.registry.MethodCommand;
import io.pgford.shell.registry.WordParser;
import io.pgford.shell.result.Output;
import io.pgford.shell.result.Outputs;
import io.pgford.shell.sql.Display;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.springframework.shell.core.command.CommandContext;
import org.springframework.shell.core.command.CommandRegistry;
import org.springframework.shell.core.command.ParsedInput;

/** Runs a command by its words: adds {@code --json} and {@code --help} to each and {@code --watch} to those worth it, and prints its answer. */
public final class CommandRunner {
    private static final String JSON = "--json";
    private static final String HELP = "help";

    private final CommandRegistry registry;
    private final Catalogue catalogue;
    private final Interrupt interrupt;
    private final Caution caution;
    private final Outputs outputs;
    private final Display display;
    private final boolean readOnly;

    public CommandRunner(
            CommandRegistry registry,
            Catalogue catalogue,
            Interrupt interrupt,
            Caution caution,
            Outputs outputs,
            Display display,
            Settings settings) {
        this.registry = registry;
        this.catalogue = catalogue;
        this.interrupt = interrupt;
        this.caution = caution;
        this.outputs = outputs;
        this.display = display;
        this.readOnly = settings.readOnly();
    }

    /**
     * Runs a command and prints its answer.
     *
     * @param name the command's; empty where the words name none
     * @param words what follows the name
     * @throws Problem for everything that went wrong; with {@code --json} it is printed as JSON instead, and is the answer
     */
    public Answer run(Console console, String name, List<Word> words) {
        MethodCommand command = catalogue
                .named(name)
                .orElseThrow(
                        () -> catalogue.unknown(words.stream().map(Word::text).toList()));
        boolean json = has(words, JSON);
        if (readOnly && !has(words, "--dry-run") && !has(words, "--help") && !has(words, "-h")) {
            Onlooker.check(command.getName());
        }
        if (has(words, "--help") || has(words, "-h")) {
            Answer page = HelpPage.of(command);
            print(console, json, true, page);
            return page;
        }
        try {
            Optional<Duration> watch = command.watchable() ? Watch.asked(words) : Optional.empty();
            List<Word> rest = words.stream()
                    .filter(word -> !json || !word.raw().equals(JSON))
                    .filter(word -> watch.isEmpty() || !Watch.isOption(word.raw()))
                    .toList();
            if (watch.isPresent() && !json) {
                return watch(console, command, rest, watch.get());
            }
            Answer answer = execute(console, command, rest, new ShellRun(console, interrupt, caution, json));
            print(console, json, name.equals(HELP), answer);
            return answer;
        } catch (Problem problem) {
            if (!json) {
                throw problem;
            }
            new JsonPrinter(line -> console.out().println(line)).print(problem);
            return Answer.builder()
                    .line(problem.what())
                    .next(problem.next())
                    .exit(problem.exit())
                    .build();
        } finally {
            console.progress("");
            console.out().flush();
        }
    }

    private Answer watch(Console console, MethodCommand command, List<Word> words, Duration every) {
        String title =
                command.getName() + words.stream().map(word -> " " + word.raw()).collect(Collectors.joining());
        // Once before the screen changes: what is wrong with the words is told where they were typed.
        WordParser.parse(command, words);
        new Watch(console, interrupt, every, run -> execute(console, command, words, run)).run(title);
        return Answer.builder().build();
    }

    private Answer execute(Console console, MethodCommand command, List<Word> words, Run run) {
        ParsedInput input = WordParser.parse(command, words);
        AtomicReference<Answer> given = new AtomicReference<>(Answer.builder().build());
        MethodCommand.CommandRun carried = new MethodCommand.CommandRun(run, given::set);
        try {
            command.execute(new CommandContext(input, registry, console.out(), carried));
            return given.get();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** @param text to be read, and so through the pager: the list of the commands is longer than a small screen */
    private void print(Console console, boolean json, boolean text, Answer answer) {
        console.progress("");
        if (json) {
            new JsonPrinter(line -> console.out().println(line)).print(answer);
        } else if (text) {
            try (Output output = outputs.openBesides(console, display.view())) {
                new AnswerPrinter(output.style(), output.width(), output::line).print(answer);
            }
        } else {
            new AnswerPrinter(
                            console.style(),
                            console.width(),
                            line -> console.out().println(line))
                    .print(answer);
        }
        console.out().flush();
    }

    private static boolean has(List<Word> words, String option) {
        return words.stream()
                .map(Word::raw)
                .takeWhile(word -> !word.equals("--"))
                .anyMatch(option::equals);
    }
}
