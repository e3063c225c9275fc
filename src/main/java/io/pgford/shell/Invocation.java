package io.pgford.shell;

import io.pgford.problem.Nearest;
import io.pgford.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the command line of {@code pgford} asks for. Options for pgford stand before the first word of a command; what follows
 * that word belongs to the command.
 *
 * @param options by long name without dashes; flags have the value {@code true}
 */
public record Invocation(Map<String, String> options, Work work) {
    private static final Set<String> WITH_VALUE = Set.of("old", "new", "fdw-host", "fdw-port", "sandbox", "format");
    private static final Set<String> FLAGS = Set.of("debug", "no-color", "yes", "read-only");

    /** What is to be run. */
    public sealed interface Work {
        /** Whatever standard input holds: a conversation on a terminal, lines otherwise. */
        record Input() implements Work {}

        /** The commands and statements of {@code -c}, one after the other. */
        record Texts(List<String> texts) implements Work {}

        /** A script. */
        record Script(Path file) implements Work {}

        /** One command, by its words. */
        record Words(List<String> words) implements Work {}
    }

    /**
     * Reads the arguments.
     *
     * @throws Problem of usage for an option that there is not
     */
    public static Invocation of(List<String> arguments) {
        Map<String, String> options = new HashMap<>();
        List<String> texts = new ArrayList<>();
        Optional<Path> script = Optional.empty();
        int at = 0;
        while (at < arguments.size()) {
            String word = arguments.get(at);
            if (word.equals("-c") || word.equals("--command")) {
                texts.add(value(arguments, ++at, word));
            } else if (word.equals("-f") || word.equals("--file")) {
                script = Optional.of(Path.of(value(arguments, ++at, word)));
            } else if (word.equals("--help") || word.equals("-h") || word.equals("-?")) {
                return new Invocation(options, new Work.Words(List.of("help")));
            } else if (word.equals("--version") || word.equals("-V")) {
                return new Invocation(options, new Work.Words(List.of("version")));
            } else if (word.startsWith("-")) {
                at += option(arguments, at, options);
            } else {
                break;
            }
            at++;
        }
        return new Invocation(options, work(texts, script, arguments.subList(at, arguments.size())));
    }

    private static Work work(List<String> texts, Optional<Path> script, List<String> words) {
        int kinds = (texts.isEmpty() ? 0 : 1) + (script.isPresent() ? 1 : 0) + (words.isEmpty() ? 0 : 1);
        if (kinds > 1) {
            throw Problem.usage(
                    "Only one of -c, -f and a command can be run at once"
                            + (words.isEmpty() ? "" : ", and \"" + words.get(0) + "\" begins a command"),
                    "Put all into one -c, separated by semicolons; quote each text for your own shell.");
        }
        if (!texts.isEmpty()) {
            return new Work.Texts(texts);
        }
        return script.<Work>map(Work.Script::new)
                .orElseGet(() -> words.isEmpty() ? new Work.Input() : new Work.Words(List.copyOf(words)));
    }

    /** Returns how many further arguments it took: 0 or 1. */
    private static int option(List<String> arguments, int at, Map<String, String> options) {
        String word = arguments.get(at);
        int equals = word.indexOf('=');
        String name = (equals < 0 ? word : word.substring(0, equals)).replaceFirst("^--", "");
        if (FLAGS.contains(name) && equals < 0) {
            options.put(name, "true");
            return 0;
        }
        if (!WITH_VALUE.contains(name)) {
            throw unknown(equals < 0 ? word : word.substring(0, equals));
        }
        options.put(name, equals < 0 ? value(arguments, at + 1, word) : word.substring(equals + 1));
        return equals < 0 ? 1 : 0;
    }

    private static String value(List<String> arguments, int at, String option) {
        if (at >= arguments.size()) {
            throw Problem.usage("pgford " + option + " needs a value", "pgford help lists the commands.");
        }
        return arguments.get(at);
    }

    private static Problem unknown(String option) {
        List<String> known = Stream.concat(
                        Stream.concat(WITH_VALUE.stream(), FLAGS.stream()),
                        Stream.of("command", "file", "help", "version"))
                .map(name -> "--" + name)
                .sorted()
                .toList();
        String meant = Nearest.to(option, known)
                .map(near -> "Did you mean " + near + "?\n")
                .orElse("");
        return Problem.usage(
                "pgford has no option " + option,
                meant + "Usage: pgford [" + String.join("] [", known)
                        + "] [COMMAND]\nOptions of a command stand behind the command.");
    }
}
