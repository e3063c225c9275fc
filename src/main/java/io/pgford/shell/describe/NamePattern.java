package io.pgford.shell.describe;

import java.util.Locale;
import java.util.Optional;

/**
 * A pattern as psql has them: {@code *} and {@code ?} stand for any characters and any one, a dot separates the schema, letters
 * are folded to lower case, and in double quotes each character means itself. As in psql, other signs of a regular expression
 * work too, but for the dollar sign.
 *
 * @param text as it was given
 * @param schema a regular expression for the whole schema's name; empty where none was given
 * @param name a regular expression for the whole name
 */
record NamePattern(String text, Optional<String> schema, String name) {
    private static final String SPECIAL = "|*+?()[]{}.^$\\";

    static NamePattern of(String text) {
        Optional<String> schema = Optional.empty();
        StringBuilder part = new StringBuilder();
        boolean quoted = false;
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == '"') {
                boolean doubled = quoted && i + 1 < text.length() && text.charAt(i + 1) == '"';
                if (doubled) {
                    part.append('"');
                    i++;
                } else {
                    quoted = !quoted;
                }
            } else if (quoted) {
                part.append(SPECIAL.indexOf(c) >= 0 ? "\\" : "").append(c);
            } else if (c == '.') {
                // Of three parts the first is the database, which can only be this one.
                schema = Optional.of(whole(part));
                part.setLength(0);
            } else {
                part.append(sign(c));
            }
            i++;
        }
        return new NamePattern(text, schema, whole(part));
    }

    private static String sign(char c) {
        return switch (c) {
            case '*' -> ".*";
            case '?' -> ".";
            case '$' -> "\\$";
            default -> String.valueOf(c).toLowerCase(Locale.ROOT);
        };
    }

    private static String whole(CharSequence part) {
        return part.isEmpty() ? ".*" : "^(" + part + ")$";
    }
}
