package io.pgford.shell.meta;

import io.pgford.script.Outcome;
import io.pgford.shell.result.Outputs;
import java.util.List;

/** {@code \o}: where results go. */
public final class OutCommand implements MetaCommand {
    private final Outputs outputs;

    public OutCommand(Outputs outputs) {
        this.outputs = outputs;
    }

    @Override
    public List<String> names() {
        return List.of("\\o", "\\out");
    }

    @Override
    public String usage() {
        return "\\o [FILE|'| COMMAND']";
    }

    @Override
    public String what() {
        return "results go to a file or a program; \\o alone: to the screen again";
    }

    @Override
    public Outcome run(MetaCall call) {
        outputs.redirect(call.place("\\o FILE"));
        return Outcome.done();
    }
}
