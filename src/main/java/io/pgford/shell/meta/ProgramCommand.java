package io.pgford.shell.meta;

import io.pgford.problem.Problem;
import io.pgford.script.Outcome;
import io.pgford.shell.Foreground;
import java.io.IOException;
import java.util.List;

/** {@code \!}: a command of the operating system's shell. Other than psql it fails where the command does, so that scripts stop. */
public final class ProgramCommand implements MetaCommand {
    private final Foreground foreground;

    public ProgramCommand(Foreground foreground) {
        this.foreground = foreground;
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
        try {
            int exit = foreground.run(
                    command.isEmpty()
                            ? List.of(System.getenv().getOrDefault("SHELL", "sh"))
                            : List.of("sh", "-c", command));
            if (exit != 0 && !command.isEmpty()) {
                throw Problem.failed("\\! " + command + " ended with code " + exit, "");
            }
            return Outcome.done();
        } catch (IOException e) {
            throw Problem.failed("No shell can be started: " + e.getMessage(), "", e);
        }
    }
}
