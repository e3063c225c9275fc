package io.pgford.shell.prompt;

import io.pgford.database.Side;
import io.pgford.shell.names.Names;
import io.pgford.shell.registry.Catalogue;
import io.pgford.shell.registry.MethodCommand;
import io.pgford.shell.registry.Parameter;
import io.pgford.shell.registry.Values;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What fits in a command: its further words, options, their values, tables, files. */
final class CommandOffers {
    private final Catalogue catalogue;

    CommandOffers(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** The next words of commands whose names begin with these. */
    List<Offer> namesAfter(List<String> words) {
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

    Offers inCommand(MethodCommand command, List<String> words, String word, Names names) {
        Optional<Parameter> waitsForValue = options(command).stream()
                .filter(option -> !option.flag() && words.get(words.size() - 1).equals("--" + option.name()))
                .findFirst();
        if (waitsForValue.isPresent()) {
            return values(waitsForValue.get(), names);
        }
        if (word.startsWith("-")) {
            List<Offer> found = new ArrayList<>();
            for (Parameter option : options(command)) {
                if (!words.contains("--" + option.name())) {
                    found.add(new Offer("--" + option.name(), "options", option.description()));
                }
            }
            found.add(new Offer("--json", "options", "answer with one JSON object"));
            found.add(new Offer("--help", "options", "explain the command"));
            if (command.watchable()) {
                found.add(new Offer("--watch", "options", "show it again and again"));
            }
            return new Offers(found, false);
        }
        if (command.getName().equals("help")) {
            return Offers.of(catalogue.names(), "commands");
        }
        List<Parameter> places = command.parameters().stream()
                .filter(p -> p.kind() == Parameter.Kind.ARGUMENT || p.kind() == Parameter.Kind.REST)
                .toList();
        int place = argumentsIn(command, words);
        if (places.isEmpty()) {
            return Offers.NONE;
        }
        Parameter last = places.get(places.size() - 1);
        if (place < places.size()) {
            return values(places.get(place), names);
        }
        return last.kind() == Parameter.Kind.REST ? values(last, names) : Offers.NONE;
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

    private static Offers values(Parameter parameter, Names names) {
        if (parameter.type() == Side.class) {
            return Offers.of(List.of("old", "new"), "sides");
        } else if (parameter.type() == Path.class) {
            return new Offers(List.of(), true);
        } else if (parameter.name().startsWith("table")) {
            return Offers.of(tables(names), "tables");
        }
        return Offers.of(Values.choices(parameter.type()), parameter.name());
    }

    /** The tables that are the user's own, as commands take them: without a schema, {@code public} is meant. */
    static List<String> tables(Names names) {
        return names.relations().stream()
                .filter(relation -> relation.hasRows() && !relation.isSystem())
                .map(relation -> relation.visible() && relation.schema().equals("public")
                        ? names.written(relation.name())
                        : names.written(relation.schema()) + "." + names.written(relation.name()))
                .toList();
    }

    private static List<Parameter> options(MethodCommand command) {
        return command.parameters().stream()
                .filter(p -> p.kind() == Parameter.Kind.OPTION)
                .toList();
    }
}
