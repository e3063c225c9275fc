package io.pgford.shell;

import io.pgford.command.RunningJobs;
import io.pgford.command.SandboxPlace;
import io.pgford.command.Settings;
import io.pgford.problem.Exit;
import io.pgford.problem.Problem;
import io.pgford.sandbox.Sandbox;
import io.pgford.script.Vocabulary;
import io.pgford.shell.print.ProblemPrinter;
import io.pgford.shell.print.Style;
import io.pgford.shell.prompt.Repl;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jline.terminal.Terminal;
import org.jline.utils.Signals;
import org.springframework.context.ConfigurableApplicationContext;

/** From the words of the command line to an exit code. */
public final class Start {
    private Start() {}

    /** Runs what the arguments ask for. */
    public static Exit run(String[] arguments) {
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        try {
            if (Boolean.getBoolean("pgford.train")) {
                Training.run();
                return Exit.DONE;
            }
            Invocation invocation = Invocation.of(List.of(arguments));
            Settings settings = Settings.of(
                    invocation.options(),
                    System.getenv(),
                    Path.of("").toAbsolutePath(),
                    Path.of(System.getProperty("user.home")));
            return run(invocation.work(), settings, err);
        } catch (Problem problem) {
            new ProblemPrinter(Style.PLAIN, 0, false, err::println).print(problem);
            return problem.exit();
        } catch (IOException e) {
            err.println("The terminal cannot be used: " + e.getMessage());
            return Exit.FAILED;
        }
    }

    private static Exit run(Invocation.Work work, Settings settings, PrintWriter err) throws IOException {
        Optional<Terminal> terminal = Terminals.system();
        if (terminal.isEmpty()) {
            PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
            return run(work, settings, new PlainConsole(out, err, Terminals.showsOutput()));
        }
        try (Terminal opened = terminal.get()) {
            Style style = Terminals.style(opened, System.getenv(), settings.noColor());
            return run(work, settings, new TerminalConsole(opened, style));
        }
    }

    private static Exit run(Invocation.Work work, Settings settings, Console console) {
        StateDirectory state = StateDirectory.ofUser();
        LogFile.use(state);
        SandboxPlace place = new SandboxPlace(settings.sandbox().orElseGet(Sandbox::defaultDirectory));
        try (ConfigurableApplicationContext context = Application.start(new Wiring(settings, console, place))) {
            onInterrupt(console, context.getBean(Interrupt.class));
            context.getBean(RunningJobs.class).announceTo(line -> JobsAtTheEnd.announce(console, line));
            Exit exit = run(work, context, state, console);
            return new JobsAtTheEnd(context.getBean(RunningJobs.class), context.getBean(Interrupt.class), console)
                    .await(exit);
        }
    }

    private static Exit run(
            Invocation.Work work, ConfigurableApplicationContext context, StateDirectory state, Console console) {
        Dispatcher dispatcher = context.getBean(Dispatcher.class);
        if (work instanceof Invocation.Work.Words one) {
            return dispatcher.execute(one.words());
        } else if (work instanceof Invocation.Work.Texts texts) {
            return dispatcher.end(each(dispatcher, context.getBean(Leaving.class), texts.texts()));
        } else if (work instanceof Invocation.Work.Script script) {
            return dispatcher.execute(List.of("play", script.file().toString()));
        } else if (console instanceof TerminalConsole) {
            return context.getBean(Repl.class).run(state);
        }
        return dispatcher.end(lines(context, dispatcher));
    }

    /** Ctrl-C stops what is running and nothing else: the reader of lines has its own meaning for it. */
    private static void onInterrupt(Console console, Interrupt interrupt) {
        if (console instanceof TerminalConsole onTerminal) {
            onTerminal.device().handle(Terminal.Signal.INT, signal -> interrupt.press());
        } else {
            Signals.register("INT", interrupt::press);
        }
    }

    private static Exit each(Dispatcher dispatcher, Leaving leaving, List<String> texts) {
        Exit exit = Exit.DONE;
        for (String text : texts) {
            if (exit == Exit.DONE && !leaving.asked()) {
                exit = dispatcher.execute(text);
            }
        }
        return exit;
    }

    private static Exit lines(ConfigurableApplicationContext context, Dispatcher dispatcher) {
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        return new InputLines(context.getBean(Vocabulary.class), dispatcher, context.getBean(Leaving.class)).run(input);
    }
}
