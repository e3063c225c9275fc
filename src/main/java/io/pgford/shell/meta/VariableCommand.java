package io.pgford.shell.meta;

import io.pgford.problem.Problem;
import io.pgford.script.Outcome;
import io.pgford.shell.settings.Variables;
import java.util.List;
import java.util.stream.Collectors;

/** {@code \prompt} and {@code \getenv}: variables whose values come from who types, or from the environment. */
public final class VariableCommand implements MetaCommand {
    private final Variables variables;

    public VariableCommand(Variables variables) {
        this.variables = variables;
    }

    @Override
    public List<String> names() {
        return List.of("\\prompt", "\\getenv");
    }

    @Override
    public String usage() {
        return "\\prompt [TEXT] NAME, \\getenv NAME ENVIRONMENT";
    }

    @Override
    public String what() {
        return "ask for a variable's value; take it from an environment variable";
    }

    @Override
    public Outcome run(MetaCall call) {
        List<String> rest = call.words().subList(1, call.words().size());
        if (call.name().equals("\\getenv")) {
            if (rest.size() != 2) {
                throw Problem.usage("\\getenv needs two names", "Write it as: " + usage());
            }
            String value = System.getenv(rest.get(1));
            if (value != null) {
                variables.set(rest.get(0), value);
            }
            return Outcome.done();
        }
        if (rest.isEmpty()) {
            throw Problem.usage("\\prompt needs the name of a variable", "Write it as: " + usage());
        }
        String name = rest.get(rest.size() - 1);
        String text = rest.subList(0, rest.size() - 1).stream().collect(Collectors.joining(" "));
        String answer = call.console()
                .ask(text.isEmpty() ? name + ":" : text)
                .orElseThrow(() -> Problem.failed(
                        "Nobody has answered, so " + name + " is not set", "In a script: \\set " + name + " VALUE"));
        variables.set(name, answer);
        return Outcome.done();
    }
}
