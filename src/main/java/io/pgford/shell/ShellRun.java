package io.pgford.shell;

import io.pgford.command.Run;
import io.pgford.database.Secret;
import io.pgford.shell.danger.Caution;
import io.pgford.shell.print.Cells;
import java.io.PrintWriter;
import java.util.Optional;

/** A run of a command on a console. */
final class ShellRun implements Run {
    private final Console console;
    private final Interrupt interrupt;
    private final Caution caution;
    private final PrintWriter said;

    /** @param json the output is one object: what happens on the way is told beside it */
    ShellRun(Console console, Interrupt interrupt, Caution caution, boolean json) {
        this.console = console;
        this.interrupt = interrupt;
        this.caution = caution;
        this.said = json ? console.err() : console.out();
    }

    @Override
    public void say(String line) {
        console.progress("");
        Cells.paragraph(line, console.width()).forEach(said::println);
        said.flush();
    }

    @Override
    public void progress(String line) {
        console.progress(Cells.safe(line, false));
    }

    @Override
    public boolean interrupted() {
        return interrupt.pressed();
    }

    @Override
    public Hook onInterrupt(Runnable action) {
        return interrupt.onPress(action);
    }

    @Override
    public boolean interactive() {
        return console.interactive();
    }

    @Override
    public Optional<Secret> askSecret(String question) {
        return console.askSecret(question);
    }

    @Override
    public boolean confirmed(String what, String word) {
        console.progress("");
        return caution.confirmed(console, what, word);
    }
}
