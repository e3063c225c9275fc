package io.pgford.catalog;

import io.pgford.database.Name;
import io.pgford.problem.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How the operator writes the name of a table: as in SQL, and forgiving where that is not ambiguous. */
final class TableWord {
    private TableWord() {}

    /** Tables that the word may mean: exactly, or, where the quotes were eaten on the way here, letter by letter. */
    static List<Table> matches(String word, List<Table> tables) {
        List<String> folded = parts(word);
        List<Table> found = matching(folded, tables);
        if (found.isEmpty()) {
            found = matching(List.of(word), tables);
        }
        if (found.size() > 1) {
            List<Table> inPublic = found.stream()
                    .filter(t -> t.name().schema().equals("public"))
                    .toList();
            return inPublic.size() == 1 ? inPublic : found;
        }
        return found;
    }

    private static List<Table> matching(List<String> parts, List<Table> tables) {
        return tables.stream()
                .filter(t -> switch (parts.size()) {
                    case 1 -> t.name().name().equals(parts.get(0));
                    case 2 -> t.name().equals(new Name(parts.get(0), parts.get(1)));
                    default -> false;
                })
                .toList();
    }

    /** The parts of a dotted name: quoted ones as they stand, others in lower case. */
    private static List<String> parts(String word) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (c == '"' && quoted && i + 1 < word.length() && word.charAt(i + 1) == '"') {
                part.append(c);
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == '.' && !quoted) {
                parts.add(part.toString());
                part.setLength(0);
            } else {
                part.append(quoted ? String.valueOf(c) : String.valueOf(c).toLowerCase(Locale.ROOT));
            }
        }
        parts.add(part.toString());
        return parts;
    }

    /** The table whose name is most like the word. */
    static Optional<Name> nearest(String word, List<Table> tables) {
        List<String> parts = parts(word);
        String wanted = parts.get(parts.size() - 1);
        return Nearest.to(wanted, tables.stream().map(t -> t.name().name()).toList())
                .flatMap(name -> tables.stream()
                        .map(Table::name)
                        .filter(n -> n.name().equals(name))
                        .findFirst());
    }
}
