package io.pgford.script;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The names of the commands there are. */
@FunctionalInterface
public interface Vocabulary {
    /**
     * The longest command name that a line's first words make, as registered.
     *
     * @param words in lower case; more than a name may have
     */
    Optional<String> longest(List<String> words);

    /** A vocabulary of these names, each of one or more words in lower case with one space between. */
    static Vocabulary of(Collection<String> names) {
        Set<String> known = new TreeSet<>(names);
        return words -> {
            for (int count = words.size(); count > 0; count--) {
                String name = String.join(" ", words.subList(0, count));
                if (known.contains(name)) {
                    return Optional.of(name);
                }
            }
            return Optional.empty();
        };
    }
}
