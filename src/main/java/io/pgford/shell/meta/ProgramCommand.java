package io.pgford.shell.meta;

import io.pgford.problem.Problem;
import io.pgford.script.Outcome;
import io.pgford.shell.Interrupt;
import java.io.IOException;
import java.util.List;

/** {@code \!}: a command of the operating system's shell. Other than psql it fails where the command does, so that scripts stop. */
public final class ProgramCommand implements MetaCommand {
    /** What a shell says of a program that Ctrl-C has ended. */
    private static final int INTERRUPTED = 130;

    private final Interrupt interrupt;

    public ProgramCommand(Interrupt interrupt) {
        this.interrupt = interrupt;
    }

    @Override
    public List<String> names() {
        return List.of("\\!");
    }

    @Override
    public String usage() {
        return "\\! [COMMAND]";
    }

    @Override
    public String what() {
        return "run a command of the operating system's shell, or that shell";
    }

    @Override
    public Outcome run(MetaCall call) {
        String command = call.rest();
        if (command.isEmpty() && !call.console().interactive()) {
            throw Problem.usage("\\! needs a command where nobody types", "Write it as: " + usage());
        }
        call.console().out().flush();
        call.console().err().flush();
        if (interrupt.pressed()) {
            // From the start on Ctrl-C is the program's own: it may be an editor, or a shell.
            throw Problem.interrupted("Interrupted", "The program was not started.");
        }
        try {
            int exit = (command.isEmpty()
                            ? new ProcessBuilder(System.getenv().getOrDefault("SHELL", "sh"))
                            : new ProcessBuilder("sh", "-c", command))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (exit == INTERRUPTED) {
                interrupt.shared();
            }
            if (exit != 0 && !command.isEmpty()) {
                throw Problem.failed("\\! " + command + " ended with code " + exit, "");
            }
            return Outcome.done();
        } catch (IOException e) {
            throw Problem.failed("No shell can be started: " + e.getMessage(), "", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.interrupted("Interrupted", "");
        }
    }
}
