package io.pgford.catalog;

import io.pgford.database.Name;
import io.pgford.problem.Nearest;
import io.pgford.problem.Problem;
import io.pgford.sql.Identifiers;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** A table as somebody writes it in a command. */
public final class TableWord {
    private TableWord() {}

    /**
     * The table that a word names: {@code child}, {@code public.child}, {@code "Order Items"}, by the rules of SQL. Without a
     * schema it is the table in {@code public}, else the only one of that name. A name that is no SQL name, since a shell has
     * eaten its quotes, is taken as it stands.
     *
     * @param others what is no table, with its kind; asked for only where no table has the name
     * @throws Problem of usage for a name that no table has, with the nearest that one has; and for one that several have
     */
    public static Name resolve(String word, Collection<Name> tables, Supplier<Map<Name, String>> others) {
        List<Name> found = called(word, tables);
        if (found.size() == 1) {
            return found.get(0);
        }
        Optional<Name> inPublic =
                found.stream().filter(table -> table.schema().equals("public")).findFirst();
        if (inPublic.isPresent()) {
            return inPublic.get();
        }
        throw found.isEmpty() ? unknown(word, tables, others.get()) : ambiguous(word, found);
    }

    private static List<Name> called(String word, Collection<Name> names) {
        List<Name> exact = names.stream()
                .filter(name -> Identifiers.parts(word)
                        .map(parts -> isCalled(name, parts))
                        .orElse(false))
                .toList();
        return exact.isEmpty()
                ? names.stream().filter(name -> name.name().equals(word)).toList()
                : exact;
    }

    private static boolean isCalled(Name table, List<String> parts) {
        return switch (parts.size()) {
            case 1 -> table.name().equals(parts.get(0));
            case 2 -> table.schema().equals(parts.get(0)) && table.name().equals(parts.get(1));
            default -> false;
        };
    }

    private static Problem unknown(String word, Collection<Name> tables, Map<Name, String> others) {
        Optional<Name> other = called(word, others.keySet()).stream().sorted().findFirst();
        if (other.isPresent()) {
            return Problem.usage(
                    other.get() + " is " + others.get(other.get()) + ", and this takes ordinary tables",
                    "counts lists those that there are.");
        }
        List<String> known = tables.stream().map(Name::shown).sorted().toList();
        String next = Nearest.to(word, known)
                .map(near -> "Did you mean " + near + "?")
                .orElse(
                        known.isEmpty()
                                ? "There are no tables at all on this pair."
                                : String.format(Locale.ROOT, "counts lists the %,d that there are.", known.size()));
        return Problem.usage("No table is called " + word, next);
    }

    private static Problem ambiguous(String word, List<Name> found) {
        return Problem.usage(
                "Several tables are called " + word,
                "Name one with its schema: "
                        + found.stream().sorted().map(Name::shown).collect(Collectors.joining(", ")));
    }
}
