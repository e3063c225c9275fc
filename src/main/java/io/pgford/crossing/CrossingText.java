package io.pgford.crossing;

import io.pgford.database.Name;
import java.util.List;
import java.util.stream.Collectors;

/** How steps speak of many tables. */
final class CrossingText {
    private static final int ENOUGH = 5;

    private CrossingText() {}

    /** The first few names, and how many more there are. */
    static String some(List<Name> names) {
        String first = names.stream().limit(ENOUGH).map(Name::shown).collect(Collectors.joining(", "));
        return names.size() <= ENOUGH ? first : first + " and " + (names.size() - ENOUGH) + " more";
    }
}
