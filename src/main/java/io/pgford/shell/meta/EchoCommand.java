package io.pgford.shell.meta;

import io.pgford.script.Outcome;
import io.pgford.script.Word;
import io.pgford.script.Words;
import io.pgford.shell.settings.Variables;
import java.util.List;
import java.util.stream.Collectors;

/** {@code \echo}: words, with variables in those that stand in no quotes. */
public final class EchoCommand implements MetaCommand {
    private final Variables variables;

    public EchoCommand(Variables variables) {
        this.variables = variables;
    }

    @Override
    public List<String> names() {
        return List.of("\\echo");
    }

    @Override
    public String usage() {
        return "\\echo TEXT";
    }

    @Override
    public String what() {
        return "say a text, with :variables";
    }

    @Override
    public Outcome run(MetaCall call) {
        call.tell(Words.split(call.item().text()).stream()
                .skip(1)
                .map(this::filled)
                .collect(Collectors.joining(" ")));
        return Outcome.done();
    }

    private String filled(Word word) {
        return word.raw().startsWith("'") || word.raw().startsWith("\"") ? word.text() : variables.fill(word.raw());
    }
}
