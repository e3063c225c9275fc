package io.pgford.shell.settings;

import io.pgford.command.Settings;
import io.pgford.problem.Nearest;
import io.pgford.problem.Problem;
import io.pgford.script.CommandItem;
import io.pgford.script.Item;
import io.pgford.script.Vocabulary;
import io.pgford.sql.Interpolation;
import io.pgford.sql.Statements;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Aliases for the beginnings of lines, and named queries, from {@code config.yml}. What is typed is replaced before it runs. */
public final class Macros {
    private final Map<String, String> aliases = new TreeMap<>();
    private final Map<String, String> queries = new TreeMap<>();

    /**
     * Those of the file.
     *
     * @throws Problem for an alias that would hide a command or a statement
     */
    public Macros(Settings settings, Vocabulary vocabulary) {
        settings.section("aliases").forEach((name, given) -> {
            boolean taken = vocabulary.longest(List.of(name)).isPresent()
                    || Statements.beginsAt(name, 0)
                    || name.equals("expect");
            if (taken || !name.matches("[A-Za-z_][A-Za-z0-9_-]*")) {
                throw Problem.usage(
                        given.source() + ": the alias " + name
                                + (taken ? " would hide what is there already" : " is no word"),
                        "Choose another word for it.");
            }
            aliases.put(name, given.value().strip());
        });
        settings.section("queries")
                .forEach((name, given) -> queries.put(name, given.value().strip()));
    }

    public Map<String, String> aliases() {
        return aliases;
    }

    public Map<String, String> queries() {
        return queries;
    }

    /** What a line stands for that begins with an alias; what follows the alias stays as it is. */
    public Optional<String> expand(Item item) {
        if (!(item instanceof CommandItem command)
                || !command.name().isEmpty()
                || command.words().isEmpty()) {
            return Optional.empty();
        }
        String first = command.words().get(0).text();
        String rest = command.source()
                .substring(Math.min(first.length(), command.source().length()));
        return Optional.ofNullable(aliases.get(first)).map(stands -> {
            boolean ended = stands.endsWith(";");
            return ended ? stands.substring(0, stands.length() - 1) + rest + ";" : stands + rest;
        });
    }

    /**
     * A named query with its arguments: {@code :1} and its like stand for them, as variables do.
     *
     * @throws Problem for a name that there is not
     */
    public String query(String name, List<String> arguments, Variables variables) {
        String text = Optional.ofNullable(queries.get(name)).orElseThrow(() -> unknown(name));
        return Interpolation.fill(text, new Interpolation.Values() {
            @Override
            public Optional<String> value(String variable) {
                int number = variable.matches("[1-9][0-9]?") ? Integer.parseInt(variable) : 0;
                return number > 0 && number <= arguments.size()
                        ? Optional.of(arguments.get(number - 1))
                        : variables.value(variable);
            }

            @Override
            public String literal(String value) {
                return variables.literal(value);
            }

            @Override
            public String identifier(String value) {
                return variables.identifier(value);
            }
        });
    }

    private Problem unknown(String name) {
        String near = Nearest.to(name, queries.keySet())
                .map(one -> "Did you mean " + one + "? ")
                .orElse("");
        return Problem.usage(
                "There is no query " + name,
                near + (queries.isEmpty() ? "config.yml holds them under queries: NAME: SQL." : "\\n lists them."));
    }
}
