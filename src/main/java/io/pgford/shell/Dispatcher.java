package io.pgford.shell;

import io.pgford.problem.Exit;
import io.pgford.problem.Problem;
import io.pgford.shell.print.ProblemPrinter;
import java.util.List;
import java.util.function.Supplier;

/** Takes what was typed to where it belongs, and tells what went wrong. */
public final class Dispatcher {
    private final CommandRunner commands;
    private final Console console;
    private final boolean debug;

    public Dispatcher(CommandRunner commands, Console console, boolean debug) {
        this.commands = commands;
        this.console = console;
        this.debug = debug;
    }

    /** Runs one line: a command, or SQL. Says what went wrong, and never throws. */
    public Exit execute(String line) {
        return line.isBlank() ? Exit.DONE : safely(() -> commands.run(Words.split(line)));
    }

    /** Runs the words of a command as they are. */
    public Exit execute(List<String> words) {
        return safely(() -> commands.run(words));
    }

    private Exit safely(Supplier<Exit> work) {
        try {
            return work.get();
        } catch (Problem problem) {
            return tell(problem);
        } catch (RuntimeException e) {
            return tell(Problem.failed(
                    "pgford itself failed: " + e, debug ? "" : "Please report it, with what pgford --debug shows.", e));
        } finally {
            console.out().flush();
        }
    }

    private Exit tell(Problem problem) {
        console.progress("");
        console.out().flush();
        new ProblemPrinter(console.style(), debug, line -> console.err().println(line)).print(problem);
        console.err().flush();
        return problem.exit();
    }
}
