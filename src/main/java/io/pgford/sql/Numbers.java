package io.pgford.sql;

/** Where a numeric constant ends (manual, 4.1.2.6), with the underscores and the other bases of PostgreSQL 16. */
final class Numbers {
    private Numbers() {}

    /** The offset behind the number that begins at {@code at}, with a digit or with a point before a digit. */
    static int end(String text, int at) {
        if (text.charAt(at) == '0' && at + 2 < text.length()) {
            String allowed = switch (Ascii.lower(text.charAt(at + 1))) {
                case 'x' -> "0123456789abcdef";
                case 'o' -> "01234567";
                case 'b' -> "01";
                default -> "";
            };
            int end = digits(text, at + 2, allowed);
            if (end > at + 2) {
                return end;
            }
        }
        int end = decimals(text, at);
        // Two points are the range operator of PL/pgSQL, not a fraction.
        if (end < text.length() && text.charAt(end) == '.' && !text.startsWith("..", end)) {
            end = decimals(text, end + 1);
        }
        return exponent(text, end);
    }

    private static int exponent(String text, int at) {
        if (at >= text.length() || Ascii.lower(text.charAt(at)) != 'e') {
            return at;
        }
        int from = at + 1;
        if (from < text.length() && (text.charAt(from) == '+' || text.charAt(from) == '-')) {
            from++;
        }
        int end = decimals(text, from);
        return end > from ? end : at;
    }

    private static int decimals(String text, int at) {
        return digits(text, at, "0123456789");
    }

    /** An underscore counts only between two digits. */
    private static int digits(String text, int at, String allowed) {
        int end = at;
        while (end < text.length()) {
            int digit = text.charAt(end) == '_' && end > at ? end + 1 : end;
            if (digit >= text.length() || allowed.indexOf(Ascii.lower(text.charAt(digit))) < 0) {
                return end;
            }
            end = digit + 1;
        }
        return end;
    }
}
