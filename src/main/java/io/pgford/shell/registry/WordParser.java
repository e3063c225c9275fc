package io.pgford.shell.registry;

import io.pgford.problem.Nearest;
import io.pgford.problem.Problem;
import io.pgford.script.Word;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.shell.core.command.CommandArgument;
import org.springframework.shell.core.command.CommandOption;
import org.springframework.shell.core.command.ParsedInput;

/**
 * Sorts the words behind a command's name into options and arguments: {@code --batch 100}, {@code --batch=100}, {@code -b 100},
 * flags, {@code -5} as a value, {@code --} before words that are none.
 */
public final class WordParser {
    private static final Pattern NUMBER = Pattern.compile("-[0-9.].*");

    private final MethodCommand command;
    private final Map<String, String> options = new HashMap<>();
    private final ParsedInput.Builder input = ParsedInput.builder();
    private int arguments;

    private WordParser(MethodCommand command) {
        this.command = command;
    }

    /**
     * What the words say to this command.
     *
     * @throws Problem of usage for an option or an argument that it does not take, naming the nearest that it does
     */
    public static ParsedInput parse(MethodCommand command, List<Word> words) {
        WordParser parser = new WordParser(command);
        parser.input.commandName(command.getName());
        parser.read(words);
        parser.options.forEach((name, value) -> parser.input.addOption(
                CommandOption.with().longName(name).value(value).build()));
        return parser.input.build();
    }

    private void read(List<Word> words) {
        boolean optionsEnded = false;
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i).text();
            if (optionsEnded || !isOption(words.get(i))) {
                argument(words.get(i));
            } else if (word.equals("--")) {
                optionsEnded = true;
            } else {
                i += option(word, i + 1 < words.size() ? Optional.of(words.get(i + 1)) : Optional.empty());
            }
        }
    }

    /** A word in quotes is never an option. */
    private static boolean isOption(Word word) {
        String raw = word.raw();
        return raw.startsWith("-") && raw.length() > 1 && !NUMBER.matcher(raw).matches();
    }

    /** Returns how many further words it took: 0 or 1. */
    private int option(String word, Optional<Word> nextWord) {
        int equals = word.indexOf('=');
        String dashed = equals < 0 ? word : word.substring(0, equals);
        Parameter parameter = find(dashed);
        boolean tookNext = false;
        String value;
        if (equals >= 0) {
            value = word.substring(equals + 1);
        } else if (parameter.flag()) {
            value = "true";
        } else {
            value = nextWord.filter(next -> !isOption(next))
                    .map(next -> text(next, parameter))
                    .orElseThrow(() -> Problem.usage(dashed + " needs a value", Usage.hint(command)));
            tookNext = true;
        }
        if (options.put(parameter.name(), value) != null) {
            throw Problem.usage("--" + parameter.name() + " is given twice", Usage.hint(command));
        }
        return tookNext ? 1 : 0;
    }

    private Parameter find(String dashed) {
        return options()
                .filter(parameter -> dashed.equals("--" + parameter.name())
                        || parameter
                                .shortName()
                                .map(c -> "-" + c)
                                .filter(dashed::equals)
                                .isPresent())
                .findFirst()
                .orElseThrow(() -> unknown(dashed));
    }

    private Problem unknown(String dashed) {
        List<String> known = Stream.concat(
                        options().map(Parameter::name),
                        command.watchable() ? Stream.of("json", "help", "watch") : Stream.of("json", "help"))
                .map(name -> "--" + name)
                .toList();
        String meant = Nearest.to(dashed, known)
                .map(near -> "Did you mean " + near + "?\n")
                .orElse("");
        return Problem.usage(command.getName() + " has no option " + dashed, meant + Usage.hint(command));
    }

    private void argument(Word word) {
        List<Parameter> places = command.parameters().stream()
                .filter(p -> p.kind() == Parameter.Kind.ARGUMENT || p.kind() == Parameter.Kind.REST)
                .toList();
        boolean takesMore = places.stream().anyMatch(p -> p.kind() == Parameter.Kind.REST);
        if (!takesMore && arguments >= places.size()) {
            throw Problem.usage(
                    places.isEmpty()
                            ? command.getName() + " takes no argument, but was given \"" + word.text() + "\""
                            : "\"" + word.text() + "\" is one argument too many for " + command.getName(),
                    Usage.hint(command));
        }
        Parameter place = places.get(Math.min(arguments, places.size() - 1));
        input.addArgument(new CommandArgument(arguments++, text(word, place)));
    }

    /** Names of tables keep their double quotes: there they mean what they mean in SQL. */
    private static String text(Word word, Parameter parameter) {
        return parameter.name().startsWith("table") ? word.sqlName() : word.text();
    }

    private Stream<Parameter> options() {
        return command.parameters().stream().filter(p -> p.kind() == Parameter.Kind.OPTION);
    }
}
