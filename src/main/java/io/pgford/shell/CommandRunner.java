package io.pgford.shell;

import io.pgford.command.Answer;
import io.pgford.problem.Exit;
import io.pgford.problem.Problem;
import io.pgford.shell.print.AnswerPrinter;
import io.pgford.shell.print.JsonPrinter;
import io.pgford.shell.registry.Catalogue;
import io.pgford.shell.registry.HelpPage;
import io.pgford.shell.registry.MethodCommand;
import io.pgford.shell.registry.WordParser;
import java.util.List;
import org.springframework.shell.core.command.CommandContext;
import org.springframework.shell.core.command.CommandRegistry;
import org.springframework.shell.core.command.ExitStatus;
import org.springframework.shell.core.command.ParsedInput;

/** Runs a command by its words: adds {@code --json} and {@code --help} to each, and prints its answer. */
public final class CommandRunner {
    private static final String JSON = "--json";
    private static final String HELP = "--help";

    private final CommandRegistry registry;
    private final Catalogue catalogue;
    private final Console console;
    private final Interrupt interrupt;

    public CommandRunner(CommandRegistry registry, Catalogue catalogue, Console console, Interrupt interrupt) {
        this.registry = registry;
        this.catalogue = catalogue;
        this.console = console;
        this.interrupt = interrupt;
    }

    /**
     * Runs the command that the words name.
     *
     * @throws Problem for everything that went wrong; with {@code --json} it has been printed as JSON before
     */
    public Exit run(List<String> words) {
        Catalogue.Match match = catalogue.find(words).orElseThrow(() -> catalogue.unknown(words));
        if (has(match.rest(), HELP) || has(match.rest(), "-h")) {
            answers(has(match.rest(), JSON)).print(HelpPage.of(match.command()));
            return Exit.DONE;
        }
        boolean json = has(match.rest(), JSON);
        List<String> rest = match.rest().stream()
                .filter(word -> !json || !word.equals(JSON))
                .toList();
        try {
            return execute(match.command(), rest, json);
        } catch (Problem problem) {
            if (!json) {
                throw problem;
            }
            new JsonPrinter(this::out).print(problem);
            return problem.exit();
        }
    }

    private Exit execute(MethodCommand command, List<String> rest, boolean json) {
        ParsedInput input = WordParser.parse(command, rest);
        ShellRun run = new ShellRun(console, interrupt, json);
        MethodCommand.CommandRun carried = new MethodCommand.CommandRun(run, answers(json));
        try {
            ExitStatus status = command.execute(new CommandContext(input, registry, console.out(), carried));
            return exit(status);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            console.progress("");
            console.out().flush();
        }
    }

    private MethodCommand.AnswerSink answers(boolean json) {
        return json ? new JsonPrinter(this::out)::print : this::printText;
    }

    private void printText(Answer answer) {
        console.progress("");
        new AnswerPrinter(console.style(), this::out).print(answer);
        console.out().flush();
    }

    private void out(String line) {
        console.out().println(line);
    }

    private static boolean has(List<String> words, String option) {
        int end = words.indexOf("--");
        return (end < 0 ? words : words.subList(0, end)).contains(option);
    }

    private static Exit exit(ExitStatus status) {
        for (Exit exit : Exit.values()) {
            if (exit.code() == status.code()) {
                return exit;
            }
        }
        throw new IllegalStateException("a command ended with " + status);
    }
}
