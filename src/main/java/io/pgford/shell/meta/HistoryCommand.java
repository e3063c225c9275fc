package io.pgford.shell.meta;

import io.pgford.problem.Problem;
import io.pgford.script.Outcome;
import io.pgford.shell.print.Cells;
import io.pgford.shell.prompt.ShellHistory;
import io.pgford.shell.result.HomePath;
import io.pgford.shell.result.Output;
import io.pgford.shell.result.Outputs;
import io.pgford.shell.sql.Display;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Collectors;
import org.jline.reader.History;

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
        return "\\s [FILE]";
    }

    @Override
    public String what() {
        return "show what was typed before, or write it to a file; history --last 20 shows the end of it";
    }

    @Override
    public Outcome run(MetaCall call) {
        call.atMost(1, usage());
        List<String> typed =
                history.last(history.size()).stream().map(History.Entry::line).toList();
        if (call.word(1).isPresent()) {
            write(call.word(1).get(), typed);
            return Outcome.done();
        }
        try (Output output = outputs.openBesides(call.console(), display.view())) {
            typed.stream().flatMap(String::lines).forEach(line -> output.line(Cells.safe(line, false)));
        }
        return Outcome.done();
    }

    private static void write(String name, List<String> typed) {
        try {
            String text = typed.stream().map(line -> line + "\n").collect(Collectors.joining());
            Files.writeString(HomePath.of(name), text, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw Problem.failed(name + " cannot be written: " + HomePath.why(e), "Name another file.", e);
        }
    }
}
