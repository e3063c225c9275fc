package io.pgford.sql;

import java.util.Optional;

/**
 * Puts variables into a statement as psql does (manual, psql, SQL Interpolation): {@code :name} as it stands, {@code :'name'} as a
 * literal, {@code :"name"} as an identifier, {@code :{?name}} as whether there is one. Never inside of quotes and comments, and a
 * cast {@code ::} is none. What names no variable stays as it is.
 */
public final class Interpolation {
    /** Where values come from, and how they are quoted. */
    public interface Values {
        /** The value of a variable. */
        Optional<String> value(String name);

        String literal(String value);

        String identifier(String value);
    }

    private final String text;
    private final Values values;
    private final StringBuilder result = new StringBuilder();
    private int copied;

    private Interpolation(String text, Values values) {
        this.text = text;
        this.values = values;
    }

    /** The statement with its variables filled in. */
    public static String fill(String text, Values values) {
        return text.indexOf(':') < 0 ? text : new Interpolation(text, values).fill();
    }

    private String fill() {
        Lexer lexer = new Lexer(text, 0);
        Optional<Token> next = lexer.next();
        while (next.isPresent()) {
            int end = next.get().isSign(":") ? variable(next.get().start()) : -1;
            if (end >= 0) {
                lexer = new Lexer(text, end);
            }
            next = lexer.next();
        }
        return result.append(text, copied, text.length()).toString();
    }

    /** @return the offset behind the variable; negative where none is meant */
    private int variable(int colon) {
        char first = colon + 1 < text.length() ? text.charAt(colon + 1) : ' ';
        if (first == '\'' || first == '"') {
            int end = nameEnd(colon + 2);
            boolean closed = end > colon + 2 && end < text.length() && text.charAt(end) == first;
            return closed ? quoted(colon, end, first) : -1;
        }
        if (text.startsWith("{?", colon + 1)) {
            int end = nameEnd(colon + 3);
            boolean closed = end > colon + 3 && end < text.length() && text.charAt(end) == '}';
            return closed
                    ? put(
                            colon,
                            end + 1,
                            values.value(text.substring(colon + 3, end)).isPresent() ? "TRUE" : "FALSE")
                    : -1;
        }
        int end = nameEnd(colon + 1);
        if (end == colon + 1) {
            return -1;
        }
        return values.value(text.substring(colon + 1, end))
                .map(value -> put(colon, end, value))
                .orElse(-1);
    }

    private int quoted(int colon, int end, char quote) {
        return values.value(text.substring(colon + 2, end))
                .map(value -> quote == '"' ? values.identifier(value) : values.literal(value))
                .map(value -> put(colon, end + 1, value))
                .orElse(-1);
    }

    private int put(int from, int to, String value) {
        result.append(text, copied, from).append(value);
        copied = to;
        return to;
    }

    private int nameEnd(int from) {
        int end = from;
        while (end < text.length() && isNamePart(text.charAt(end))) {
            end++;
        }
        return end;
    }

    /** Whether a text can be a variable's name: letters, digits and underscores. */
    public static boolean isName(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> isNamePart((char) c));
    }

    private static boolean isNamePart(char c) {
        return Ascii.isWordStart(c) || Ascii.isDigit(c);
    }
}
