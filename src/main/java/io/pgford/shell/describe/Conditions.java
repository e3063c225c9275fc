package io.pgford.shell.describe;

import java.util.List;
import java.util.Optional;

/** A pattern as conditions of a query. */
final class Conditions {
    private Conditions() {}

    /** Conditions that begin with AND; their values are added to those of the query. */
    static String of(Listing.Matched matched, Optional<NamePattern> pattern, List<Object> values) {
        if (pattern.isEmpty()) {
            return "\n  AND " + matched.visible();
        }
        StringBuilder result = new StringBuilder();
        Optional<String> schema =
                pattern.get().schema().filter(given -> !matched.schema().isEmpty());
        if (schema.isPresent()) {
            result.append(matches(matched.schema()));
            values.add(schema.get());
        } else {
            result.append("\n  AND ").append(matched.visible());
        }
        result.append(matches(matched.name()));
        values.add(pattern.get().name());
        return result.toString();
    }

    private static String matches(String column) {
        return "\n  AND " + column + "::pg_catalog.text OPERATOR(pg_catalog.~) ?";
    }
}
