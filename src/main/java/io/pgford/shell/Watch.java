package io.pgford.shell;

import io.pgford.command.Answer;
import io.pgford.command.Memory;
import io.pgford.command.Run;
import io.pgford.database.Pause;
import io.pgford.problem.Problem;
import io.pgford.script.Word;
import io.pgford.shell.live.LiveScreen;
import io.pgford.shell.live.Watcher;
import io.pgford.shell.print.AnswerPrinter;
import io.pgford.shell.print.ProblemPrinter;
import io.pgford.shell.registry.Values;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Runs a command again and again, for somebody who looks on: on a screen of its own, or line after line where there is none. */
final class Watch {
    private static final String OPTION = "--watch";
    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final long SLICE_MILLIS = 50;
    private static final Duration LEAST = Duration.ofMillis(100);

    private final Console console;
    private final Interrupt interrupt;
    private final Duration every;
    private final Function<Run, Answer> command;
    private final Memory memory = new Memory();

    Watch(Console console, Interrupt interrupt, Duration every, Function<Run, Answer> command) {
        this.console = console;
        this.interrupt = interrupt;
        this.every = every;
        this.command = command;
    }

    /**
     * How often to look, where the words ask for it: {@code --watch}, or {@code --watch=5s}.
     *
     * @throws Problem of usage where the time is none, or below a tenth of a second
     */
    static Optional<Duration> asked(List<Word> words) {
        return words.stream()
                .map(Word::raw)
                .takeWhile(word -> !word.equals("--"))
                .filter(Watch::isOption)
                .findFirst()
                .map(word -> word.equals(OPTION)
                        ? EVERY
                        : (Duration) Values.of(word.substring(OPTION.length() + 1), Duration.class, OPTION))
                .map(time -> {
                    if (time.compareTo(LEAST) < 0) {
                        throw Problem.usage(OPTION + " looks ten times a second at most", "For instance: --watch=5s");
                    }
                    return time;
                });
    }

    static boolean isOption(String word) {
        return word.equals(OPTION) || word.startsWith(OPTION + "=");
    }

    /** Shows the command until somebody leaves. */
    void run(String title) {
        if (console instanceof TerminalConsole onTerminal && !Terminals.isDumb(onTerminal.device())) {
            onScreen(onTerminal, title);
        } else {
            lineByLine();
        }
        // Ctrl-C is how one leaves: nothing was interrupted.
        interrupt.clear();
    }

    private void onScreen(TerminalConsole onTerminal, String title) {
        try (LiveScreen screen = new LiveScreen(onTerminal.device(), console.style());
                Watcher watcher = new Watcher(every, screen.width(), this::look)) {
            screen.show(title, watcher, interrupt::pressed);
        } catch (IOException e) {
            throw Problem.failed("The terminal has gone", "", e);
        }
    }

    private void lineByLine() {
        while (!interrupt.pressed()) {
            console.out().println("-- " + LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS));
            look(console.width()).forEach(console.out()::println);
            console.out().flush();
            long end = System.nanoTime() + every.toNanos();
            while (!interrupt.pressed() && end - System.nanoTime() > 0 && Pause.of(SLICE_MILLIS)) {
                // In slices, since Ctrl-C ends it.
            }
        }
    }

    /** The command's answer as lines; its problem, where there is one: the next look may go well again. */
    private List<String> look(int width) {
        List<String> lines = new ArrayList<>();
        try {
            new AnswerPrinter(console.style(), width, lines::add).print(command.apply(new WatchRun()));
        } catch (Problem problem) {
            new ProblemPrinter(console.style(), width, false, lines::add).print(problem);
        }
        return lines;
    }

    /** A run that says nothing on the way and remembers. */
    private final class WatchRun extends QuietRun {
        @Override
        public boolean interrupted() {
            return interrupt.pressed();
        }

        @Override
        public Hook onInterrupt(Runnable action) {
            return interrupt.onPress(action);
        }

        @Override
        public Optional<Memory> watched() {
            return Optional.of(memory);
        }
    }
}
