package io.pgford.shell.prompt;

import io.pgford.database.Side;
import io.pgford.script.ScriptParser;
import io.pgford.script.Span;
import io.pgford.script.Vocabulary;
import io.pgford.shell.MetaRunner;
import io.pgford.shell.names.Names;
import io.pgford.shell.registry.Catalogue;
import io.pgford.shell.registry.MethodCommand;
import io.pgford.shell.settings.Macros;
import io.pgford.shell.settings.Preferences;
import io.pgford.sql.scope.Place;
import io.pgford.sql.scope.Scope;
import io.pgford.sql.scope.Want;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What can stand at the cursor: commands, {@code \} commands and what they take, and whatever fits in a statement. */
final class Completion {
    private final Vocabulary vocabulary;
    private final Catalogue catalogue;
    private final ScriptParser parser;
    private final CommandOffers commands;
    private final Macros macros;
    private final Preferences preferences;
    private final Function<Side, Names> names;

    /** @param names what is known of a side; must not wait */
    Completion(
            Catalogue catalogue,
            Vocabulary vocabulary,
            Macros macros,
            Preferences preferences,
            Function<Side, Names> names) {
        this.vocabulary = vocabulary;
        this.catalogue = catalogue;
        this.parser = new ScriptParser(vocabulary);
        this.commands = new CommandOffers(catalogue);
        this.macros = macros;
        this.preferences = preferences;
        this.names = names;
    }

    /**
     * What can stand in the place of the word at the cursor.
     *
     * @param target where SQL goes that names no side
     */
    Offers at(String text, int cursor, Side target) {
        return at(Cursor.in(parser, text, cursor), target);
    }

    /** What fits at the cursor, and the part of it that is typed already. */
    record Here(String word, Offers offers) {}

    /** As {@link #at}, with the word at the cursor. */
    Here here(String text, int cursor, Side target) {
        Cursor found = Cursor.in(parser, text, cursor);
        return new Here(found.word(), at(found, target));
    }

    private Offers at(Cursor cursor, Side target) {
        Optional<String> route = cursor.item().flatMap(Span::route);
        Side side = route.filter(word -> !word.equals("both")).map(Side::of).orElse(target);
        String before = cursor.before();
        if (before.isBlank()) {
            return first(cursor, route, names.apply(side));
        }
        if (before.startsWith("\\")) {
            return MetaOffers.at(before, names.apply(side), macros, preferences);
        }
        if (cursor.kind().filter(Span.Kind.SQL::equals).isPresent()) {
            return sql(cursor, names.apply(side));
        }
        return command(before, cursor.word(), names.apply(target));
    }

    /** The first word of an item. */
    private Offers first(Cursor cursor, Optional<String> route, Names known) {
        String word = cursor.word();
        if (word.startsWith("\\")) {
            return Offers.of(MetaOffers.words(MetaRunner.words()), "\\ commands");
        }
        if (word.startsWith("@")) {
            return Offers.of(List.of("@old", "@new", "@both"), "sides");
        }
        List<Offer> found = new ArrayList<>();
        if (route.isEmpty()) {
            found.addAll(commands.namesAfter(List.of()));
            macros.aliases().forEach((alias, stands) -> found.add(new Offer(alias, "aliases", stands)));
        }
        Place place = new Place(Want.STATEMENT, List.of(), "", List.of(), List.of());
        found.addAll(SqlOffers.at(known, place, word).offers());
        return new Offers(SqlOffers.distinct(found), false);
    }

    private static Offers sql(Cursor cursor, Names known) {
        Place place = Scope.at(cursor.statement(), cursor.start() - cursor.body());
        return SqlOffers.at(known, place, cursor.word());
    }

    private Offers command(String before, String word, Names known) {
        List<String> words = Arrays.asList(before.strip().split("\\s+"));
        List<Offer> found = new ArrayList<>(commands.namesAfter(words));
        Optional<MethodCommand> command = vocabulary.longest(words).flatMap(catalogue::named);
        if (command.isEmpty()) {
            return new Offers(found, false);
        }
        Offers inside = commands.inCommand(command.get(), words, word, known);
        found.addAll(inside.offers());
        return new Offers(found, inside.files());
    }
}
