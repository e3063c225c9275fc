package io.pgford.shell.meta;

import io.pgford.script.Outcome;
import io.pgford.script.Word;
import io.pgford.script.Words;
import io.pgford.shell.result.Output;
import io.pgford.shell.result.Outputs;
import io.pgford.shell.settings.Variables;
import io.pgford.shell.sql.Display;
import java.util.List;
import java.util.stream.Collectors;

/** {@code \echo}, {@code \qecho} and {@code \warn}: words, with variables in those that stand in no quotes. */
public final class EchoCommand implements MetaCommand {
    private final Variables variables;
    private final Outputs outputs;
    private final Display display;

    public EchoCommand(Variables variables, Outputs outputs, Display display) {
        this.variables = variables;
        this.outputs = outputs;
        this.display = display;
    }

    @Override
    public List<String> names() {
        return List.of("\\echo", "\\qecho", "\\warn");
    }

    @Override
    public String usage() {
        return "\\echo TEXT, \\qecho TEXT, \\warn TEXT";
    }

    @Override
    public String what() {
        return "say a text, with :variables; where results go; on standard error";
    }

    @Override
    public Outcome run(MetaCall call) {
        String text = Words.split(call.item().text()).stream()
                .skip(1)
                .map(this::filled)
                .collect(Collectors.joining(" "));
        switch (call.name()) {
            case "\\warn" -> {
                call.console().err().println(text);
                call.console().err().flush();
            }
            case "\\qecho" -> {
                try (Output output = outputs.open(call.console(), display.view())) {
                    output.line(text);
                }
            }
            default -> call.tell(text);
        }
        return Outcome.done();
    }

    private String filled(Word word) {
        return word.raw().startsWith("'") || word.raw().startsWith("\"") ? word.text() : variables.fill(word.raw());
    }
}
