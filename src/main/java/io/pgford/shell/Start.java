package io.pgford.shell;

import io.pgford.command.Settings;
import io.pgford.problem.Exit;
import io.pgford.problem.Problem;
import io.pgford.shell.print.ProblemPrinter;
import io.pgford.shell.print.Style;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.springframework.context.ConfigurableApplicationContext;

/** From the words of the command line to an exit code. */
public final class Start {
    private Start() {}

    /** Runs what the arguments ask for. */
    public static Exit run(String[] arguments) {
        PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        try {
            Invocation invocation = Invocation.of(List.of(arguments));
            Settings settings = Settings.of(
                    invocation.options(),
                    System.getenv(),
                    Path.of("").toAbsolutePath(),
                    Path.of(System.getProperty("user.home")));
            return run(invocation.work(), settings, new PlainConsole(out, err));
        } catch (Problem problem) {
            new ProblemPrinter(Style.PLAIN, false, err::println).print(problem);
            return problem.exit();
        }
    }

    private static Exit run(Invocation.Work work, Settings settings, Console console) {
        try (ConfigurableApplicationContext context =
                Application.start(new Wiring(settings, console, Optional::empty))) {
            Dispatcher dispatcher = context.getBean(Dispatcher.class);
            if (work instanceof Invocation.Work.Words one) {
                return dispatcher.execute(one.words());
            } else if (work instanceof Invocation.Work.Texts texts) {
                return each(dispatcher, texts.texts());
            } else if (work instanceof Invocation.Work.Script script) {
                return dispatcher.execute(List.of("play", script.file().toString()));
            }
            return lines(dispatcher);
        }
    }

    private static Exit lines(Dispatcher dispatcher) {
        return each(
                dispatcher,
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
                        .lines()
                        .toList());
    }

    private static Exit each(Dispatcher dispatcher, List<String> lines) {
        for (String line : lines) {
            Exit exit = dispatcher.execute(line);
            if (exit != Exit.DONE) {
                return exit;
            }
        }
        return Exit.DONE;
    }
}
