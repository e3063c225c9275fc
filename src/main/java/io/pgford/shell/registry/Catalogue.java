package io.pgford.shell.registry;

import io.pgford.problem.Nearest;
import io.pgford.problem.Problem;
import io.pgford.script.Vocabulary;
import io.pgford.sql.Keywords;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.shell.core.command.CommandRegistry;

/** Finds commands by the words a line begins with. */
public final class Catalogue {
    private final CommandRegistry registry;

    public Catalogue(CommandRegistry registry) {
        this.registry = registry;
    }

    /**
     * A command, and the words behind its name.
     *
     * @param rest the words that belong to its options and arguments
     */
    public record Match(MethodCommand command, List<String> rest) {}

    /** Every command that help shows, by name. */
    public List<MethodCommand> commands() {
        return registry.getCommands().stream()
                .filter(MethodCommand.class::isInstance)
                .map(MethodCommand.class::cast)
                .filter(command -> !command.isHidden())
                .sorted(Comparator.comparing(MethodCommand::getName))
                .toList();
    }

    /** All names and aliases. */
    public List<String> names() {
        return commands().stream()
                .flatMap(command -> Stream.concat(Stream.of(command.getName()), command.getAliases().stream()))
                .sorted()
                .toList();
    }

    /** The command of a name or alias. */
    public Optional<MethodCommand> named(String name) {
        return registry.getCommandByName(name) instanceof MethodCommand command
                ? Optional.of(command)
                : Optional.empty();
    }

    /** The command with the longest name that the words begin with. */
    public Optional<Match> find(List<String> words) {
        return Vocabulary.of(names())
                .longest(words)
                .flatMap(this::named)
                .map(command ->
                        new Match(command, words.subList(command.getName().split(" ", -1).length, words.size())));
    }

    /** Whether some command's name begins with this word, though it needs more: {@code fdw}. */
    public boolean beginsCommand(String word) {
        return names().stream().anyMatch(name -> name.equals(word) || name.startsWith(word + " "));
    }

    /** What to say to words that name no command. */
    public Problem unknown(List<String> words) {
        String first = words.get(0);
        if (beginsCommand(first)) {
            List<String> longer = names().stream()
                    .filter(name -> name.startsWith(first + " "))
                    .toList();
            String what = words.size() == 1
                    ? first + " needs one word more"
                    : "There is no command " + first + " " + words.get(1);
            String typed = first + (words.size() == 1 ? "" : " " + words.get(1));
            String meant = Nearest.to(typed, longer)
                    .filter(near -> words.size() > 1)
                    .map(near -> "Did you mean " + near + "? ")
                    .orElse("");
            return Problem.usage(what, meant + "There are: " + String.join(", ", longer) + ".");
        }
        return Problem.usage(
                "No command or SQL statement starts with " + first
                        + meant(words)
                                .or(() -> Nearest.to(first, Keywords.STATEMENTS))
                                .or(() -> Nearest.to(first, List.of("expect")))
                                .map(name -> ", did you mean " + name + "?")
                                .orElse(""),
                first.equals("clear") ? "Ctrl-L clears the screen." : "help lists the commands.");
    }

    /** The command whose name is near to these words. */
    public Optional<String> meant(List<String> words) {
        String first = words.get(0);
        return Nearest.to(words.size() == 1 ? first : first + " " + words.get(1), names())
                .or(() -> Nearest.to(first, names()))
                .or(() -> Nearest.to(first, firstWords()));
    }

    private List<String> firstWords() {
        return names().stream().map(name -> name.split(" ", 2)[0]).distinct().toList();
    }
}
