package io.pgford.shell.print;

import java.util.Locale;
import java.util.Set;

/** Numbers and other values of an answer, as people read them. */
final class Numbers {
    /** Numbers that name something are not counted in thousands. */
    private static final Set<String> NAMES = Set.of("pid", "port", "oid", "version");

    private Numbers() {}

    static String shown(String column, Object value) {
        if (value instanceof Long || value instanceof Integer) {
            return NAMES.contains(column)
                    ? value.toString()
                    : String.format(Locale.ROOT, "%,d", ((Number) value).longValue());
        }
        if (value instanceof Double || value instanceof Float) {
            return String.format(Locale.ROOT, "%,.2f", ((Number) value).doubleValue());
        }
        if (value instanceof Boolean yes) {
            return yes ? "yes" : "no";
        }
        return value.toString();
    }
}
