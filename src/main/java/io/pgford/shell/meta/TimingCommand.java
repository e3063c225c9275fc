package io.pgford.shell.meta;

import io.pgford.problem.Problem;
import io.pgford.script.Outcome;
import io.pgford.shell.sql.Display;
import java.util.List;

/** {@code \timing}. */
public final class TimingCommand implements MetaCommand {
    private final Display display;

    public TimingCommand(Display display) {
        this.display = display;
    }

    @Override
    public List<String> names() {
        return List.of("\\timing");
    }

    @Override
    public String usage() {
        return "\\timing [on|off]";
    }

    @Override
    public String what() {
        return "show how long statements take";
    }

    @Override
    public Outcome run(MetaCall call) {
        call.atMost(1, usage());
        String value = call.word(1).orElse(display.timing() ? "off" : "on");
        switch (value) {
            case "on" -> display.timing(true);
            case "off" -> display.timing(false);
            default -> throw Problem.usage("\\timing is either on or off", "Write it as: " + usage());
        }
        call.tell("Timing is " + value + ".");
        return Outcome.done();
    }
}
