package io.pgford.shell.prompt;

import io.pgford.shell.SettingsMeta;
import io.pgford.shell.names.Names;
import io.pgford.shell.names.Relation;
import io.pgford.shell.settings.Macros;
import io.pgford.shell.settings.Preferences;
import java.util.List;
import java.util.stream.Stream;

/** What the {@code \} commands take. */
final class MetaOffers {
    private MetaOffers() {}

    /** The words that a line can begin with. */
    static List<String> words(List<String> others) {
        return Stream.concat(others.stream(), SettingsMeta.words().stream())
                .distinct()
                .sorted()
                .toList();
    }

    /** @param before the line in front of the word, from the backslash on */
    static Offers at(String before, Names names, Macros macros, Preferences preferences) {
        String[] words = before.strip().split("\\s+", -1);
        String name = words[0];
        boolean first = words.length == 1;
        if (name.equals("\\i")
                || name.equals("\\include")
                || name.equals("\\e")
                || name.equals("\\edit")
                || name.equals("\\o")) {
            return new Offers(List.of(), true);
        }
        if (name.equals("\\n")) {
            return first ? Offers.of(List.copyOf(macros.queries().keySet()), "queries") : Offers.NONE;
        }
        if (name.equals("\\set")) {
            if (first) {
                return Offers.of(
                        preferences.names().stream()
                                .map(one -> Preferences.PREFIX + one)
                                .toList(),
                        "settings");
            }
            String of = words[1].startsWith(Preferences.PREFIX) ? words[1].substring(Preferences.PREFIX.length()) : "";
            return Offers.of(preferences.choices(of), "values");
        }
        if (name.equals("\\x") || name.equals("\\timing")) {
            return Offers.of(List.of("on", "off"), "values");
        }
        return first && name.startsWith("\\d") ? described(name, names) : Offers.NONE;
    }

    private static Offers described(String name, Names names) {
        String kinds = name.replaceAll("[\\\\d+S]", "");
        List<String> found = switch (kinds) {
            case "n" -> names.schemas().stream().map(names::written).toList();
            case "u", "g" -> names.roles().stream().map(names::written).toList();
            case "f" ->
                names.routines().stream()
                        .filter(routine ->
                                routine.visible() && !routine.schema().equals("pg_catalog"))
                        .map(routine -> names.written(routine.name()))
                        .toList();
            default ->
                names.relations().stream()
                        .filter(relation -> !relation.isSystem() && isKind(relation, kinds))
                        .map(names::written)
                        .toList();
        };
        return Offers.of(found, "tables");
    }

    private static boolean isKind(Relation relation, String kinds) {
        return kinds.isEmpty()
                || (kinds.contains("t") && (relation.kind() == 'r' || relation.kind() == 'p'))
                || (kinds.contains("i") && (relation.kind() == 'i' || relation.kind() == 'I'))
                || (kinds.contains("E") && relation.kind() == 'f')
                || kinds.indexOf(Character.toLowerCase(relation.kind())) >= 0;
    }
}
