package io.pgford.shell.meta;

import io.pgford.script.Outcome;
import io.pgford.shell.print.Cells;
import io.pgford.shell.prompt.ShellHistory;
import io.pgford.shell.result.Output;
import io.pgford.shell.result.Outputs;
import io.pgford.shell.result.StreamOutput;
import io.pgford.shell.sql.Display;
import java.util.List;
import java.util.Optional;

/** {@code \s}: what was typed before, without its secrets. */
public final class HistoryCommand implements MetaCommand {
    private final ShellHistory history;
    private final Outputs outputs;
    private final Display display;

    public HistoryCommand(ShellHistory history, Outputs outputs, Display display) {
        this.history = history;
        this.outputs = outputs;
        this.display = display;
    }

    @Override
    public List<String> names() {
        return List.of("\\s");
    }

    @Override
    public String usage() {
        return "\\s [FILE|'| COMMAND']";
    }

    @Override
    public String what() {
        return "show what was typed before, or write it to a file; history --last 20 shows the end of it";
    }

    @Override
    public Outcome run(MetaCall call) {
        Optional<String> place = call.place(usage());
        try (Output output = place.isPresent()
                ? StreamOutput.open(place.get())
                : outputs.openBesides(call.console(), display.view())) {
            history.last(history.size()).stream()
                    .flatMap(entry -> entry.line().lines())
                    .forEach(line -> output.line(place.isPresent() ? line : Cells.safe(line, false)));
        }
        return Outcome.done();
    }
}
