package io.pgford.shell.registry;

import io.pgford.command.Run;
import io.pgford.problem.Problem;
import java.util.List;
import java.util.Optional;
import org.springframework.shell.core.command.CommandArgument;
import org.springframework.shell.core.command.CommandOption;
import org.springframework.shell.core.command.ParsedInput;

/** Gives each parameter of a command its value. */
final class Binding {
    private Binding() {}

    /**
     * The values in the order of the parameters.
     *
     * @throws Problem of usage where a required one is missing or a word does not fit its type
     */
    static Object[] of(MethodCommand command, ParsedInput input, Run run) {
        List<String> words =
                input.arguments().stream().map(CommandArgument::value).toList();
        int[] taken = {0};
        try {
            return command.parameters().stream()
                    .map(parameter -> switch (parameter.kind()) {
                        case RUN -> run;
                        case OPTION -> value(command, parameter, given(input, parameter), "--" + parameter.name());
                        case ARGUMENT -> value(command, parameter, word(words, taken[0]++), command.getName());
                        case REST ->
                            words.subList(Math.min(taken[0], words.size()), words.size()).stream()
                                    .map(word -> Values.of(word, parameter.type(), command.getName()))
                                    .toList();
                    })
                    .toArray();
        } catch (Problem problem) {
            throw problem.next().isEmpty() ? Problem.usage(problem.what(), Usage.hint(command)) : problem;
        }
    }

    private static Optional<String> given(ParsedInput input, Parameter parameter) {
        return input.options().stream()
                .filter(option -> parameter.name().equals(option.longName()))
                .findFirst()
                .map(CommandOption::value);
    }

    private static Optional<String> word(List<String> words, int index) {
        return index < words.size() ? Optional.of(words.get(index)) : Optional.empty();
    }

    private static Object value(MethodCommand command, Parameter parameter, Optional<String> given, String what) {
        Optional<Object> value = given.or(parameter::defaultValue).map(word -> Values.of(word, parameter.type(), what));
        if (parameter.optional()) {
            return value;
        }
        if (parameter.flag()) {
            return value.orElse(false);
        }
        return value.orElseThrow(() -> Problem.usage(
                command.getName() + " needs "
                        + (parameter.kind() == Parameter.Kind.OPTION ? "--" + parameter.name() : parameter.usage()),
                Usage.hint(command)));
    }
}
