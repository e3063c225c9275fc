package io.pgford.shell.prompt;

import io.pgford.database.Side;
import io.pgford.problem.Problem;
import io.pgford.script.ScriptParser;
import io.pgford.script.Vocabulary;
import io.pgford.shell.MetaRunner;
import io.pgford.shell.registry.Catalogue;
import io.pgford.shell.registry.MethodCommand;
import io.pgford.shell.registry.Parameter;
import io.pgford.shell.registry.Values;
import io.pgford.sql.Keywords;
import io.pgford.sql.Statements;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What can stand at the cursor: commands, options, their values, tables, words of SQL. */
final class Completion {
    private static final Set<String> BEFORE_TABLES = Set.of(
            "from", "join", "into", "update", "table", "only", "truncate", "copy", "lock", "references", "analyze");

    private final Catalogue catalogue;
    private final Vocabulary vocabulary;
    private final Function<Side, List<String>> tables;

    /** @param tables the names known for a side; must not wait */
    Completion(Catalogue catalogue, Vocabulary vocabulary, Function<Side, List<String>> tables) {
        this.catalogue = catalogue;
        this.vocabulary = vocabulary;
        this.tables = tables;
    }

    /**
     * One thing that fits.
     *
     * @param about a few words beside it; may be empty
     */
    record Offer(String text, String group, String about) {}

    /** What fits, and whether names of files fit as well. */
    record Offers(List<Offer> offers, boolean files) {}

    /**
     * What can stand in the place of a word.
     *
     * @param before the text in front of the word
     * @param word what of it is typed already
     * @param target where SQL goes that names no side
     */
    Offers at(String before, String word, Side target) {
        String line = currentLine(before).stripLeading();
        if (line.isEmpty() && word.startsWith("\\")) {
            return offers(MetaRunner.words(), "\\ commands");
        }
        if (line.isEmpty() && word.startsWith("@")) {
            return offers(List.of("@old", "@new", "@both"), "sides");
        }
        Side side = target;
        for (Side named : Side.values()) {
            String route = "@" + named.word() + " ";
            if (line.startsWith(route)) {
                line = line.substring(route.length()).stripLeading();
                side = named;
            }
        }
        if (line.startsWith("\\")) {
            return line.startsWith("\\d")
                    ? offers(tables.apply(side), "tables")
                    : new Offers(List.of(), line.startsWith("\\i"));
        }
        List<String> words =
                line.isBlank() ? List.of() : Arrays.asList(line.strip().split("\\s+"));
        List<Offer> found = new ArrayList<>(namesAfter(words));
        Optional<MethodCommand> command = vocabulary.longest(words).flatMap(catalogue::named);
        if (command.isPresent()) {
            Offers inside = inCommand(command.get(), words, word, target);
            found.addAll(inside.offers());
            return new Offers(found, inside.files());
        }
        if (words.isEmpty() || (found.isEmpty() && Statements.beginsAt(line, 0))) {
            found.addAll(sql(words, word, side));
        }
        return new Offers(found, false);
    }

    /** The command or statement that the cursor is in, as far as it stands in front of the cursor. */
    private String currentLine(String before) {
        int line = before.lastIndexOf('\n') + 1;
        int semicolon = before.lastIndexOf(';') + 1;
        int start = Math.max(line, semicolon);
        try {
            boolean between = new ScriptParser(vocabulary)
                    .read(before.substring(0, start))
                    .waiting()
                    .isEmpty();
            return between ? before.substring(start) : before;
        } catch (Problem e) {
            return before;
        }
    }

    /** The next words of commands whose names begin with these. */
    private List<Offer> namesAfter(List<String> words) {
        List<Offer> found = new ArrayList<>();
        for (MethodCommand command : catalogue.commands()) {
            List<String> name = List.of(command.getName().split(" "));
            if (name.size() > words.size() && name.subList(0, words.size()).equals(words)) {
                boolean last = name.size() == words.size() + 1;
                String about = last ? command.getDescription() : "";
                Offer offer = new Offer(name.get(words.size()), "commands", about);
                if (found.stream().noneMatch(known -> known.text().equals(offer.text()))) {
                    found.add(offer);
                }
            }
        }
        return found;
    }

    private Offers inCommand(MethodCommand command, List<String> words, String word, Side target) {
        Optional<Parameter> waitsForValue = options(command).stream()
                .filter(option -> !option.flag() && words.get(words.size() - 1).equals("--" + option.name()))
                .findFirst();
        if (waitsForValue.isPresent()) {
            return values(waitsForValue.get(), target);
        }
        if (word.startsWith("-")) {
            List<Offer> found = new ArrayList<>();
            for (Parameter option : options(command)) {
                if (!words.contains("--" + option.name())) {
                    found.add(new Offer("--" + option.name(), "options", option.description()));
                }
            }
            if (command.watchable()) {
                found.add(new Offer("--watch", "options", "show it again and again"));
            }
            found.add(new Offer("--json", "options", "answer with one JSON object"));
            found.add(new Offer("--help", "options", "explain the command"));
            return new Offers(found, false);
        }
        if (command.getName().equals("help")) {
            return offers(catalogue.names(), "commands");
        }
        List<Parameter> places = command.parameters().stream()
                .filter(p -> p.kind() == Parameter.Kind.ARGUMENT || p.kind() == Parameter.Kind.REST)
                .toList();
        int place = argumentsIn(command, words);
        if (places.isEmpty()) {
            return new Offers(List.of(), false);
        }
        Parameter last = places.get(places.size() - 1);
        if (place < places.size()) {
            return values(places.get(place), target);
        }
        return last.kind() == Parameter.Kind.REST ? values(last, target) : new Offers(List.of(), false);
    }

    private static int argumentsIn(MethodCommand command, List<String> words) {
        int count = 0;
        boolean value = false;
        for (String word : words.subList(command.getName().split(" ").length, words.size())) {
            boolean option = word.startsWith("--");
            count += option || value ? 0 : 1;
            value = option
                    && !word.contains("=")
                    && options(command).stream().anyMatch(p -> !p.flag() && word.equals("--" + p.name()));
        }
        return count;
    }

    private Offers values(Parameter parameter, Side target) {
        if (parameter.type() == Side.class) {
            return offers(List.of("old", "new"), "sides");
        } else if (parameter.type() == Path.class) {
            return new Offers(List.of(), true);
        } else if (parameter.name().startsWith("table")) {
            return offers(tables.apply(target), "tables");
        }
        return offers(Values.choices(parameter.type()), parameter.name());
    }

    private List<Offer> sql(List<String> words, String word, Side side) {
        if (words.isEmpty()) {
            return word.isEmpty() ? List.of() : keywords(Keywords.STATEMENTS, word);
        }
        List<Offer> found = new ArrayList<>(offers(tables.apply(side), "tables").offers());
        boolean tableExpected =
                BEFORE_TABLES.contains(words.get(words.size() - 1).toLowerCase(Locale.ROOT));
        if (!tableExpected && !word.isEmpty()) {
            found.addAll(keywords(Keywords.all(), word));
        }
        return found;
    }

    /** In the case in which the word was begun. */
    private static List<Offer> keywords(Iterable<String> all, String word) {
        boolean upper = !word.isEmpty() && word.equals(word.toUpperCase(Locale.ROOT));
        List<Offer> found = new ArrayList<>();
        all.forEach(keyword -> found.add(new Offer(upper ? keyword.toUpperCase(Locale.ROOT) : keyword, "SQL", "")));
        return found;
    }

    private static List<Parameter> options(MethodCommand command) {
        return command.parameters().stream()
                .filter(p -> p.kind() == Parameter.Kind.OPTION)
                .toList();
    }

    private static Offers offers(List<String> texts, String group) {
        return new Offers(texts.stream().map(text -> new Offer(text, group, "")).toList(), false);
    }
}
