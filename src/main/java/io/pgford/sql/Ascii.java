package io.pgford.sql;

/** Characters as PostgreSQL's scanner classes them: only ASCII counts, everything above is a letter. */
final class Ascii {
    private static final String OPERATOR_SIGNS = "~!@#^&|`?+-*/%<>=";

    private Ascii() {}

    static boolean sameWord(String one, String other) {
        if (one.length() != other.length()) {
            return false;
        }
        for (int i = 0; i < one.length(); i++) {
            if (lower(one.charAt(i)) != lower(other.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    static char lower(char c) {
        return c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
    }

    static boolean isSpace(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isWordStart(char c) {
        char lower = lower(c);
        return (lower >= 'a' && lower <= 'z') || c == '_' || c >= 0x80;
    }

    static boolean isWordPart(char c) {
        return isWordStart(c) || isDigit(c) || c == '$';
    }

    static boolean isOperator(char c) {
        return OPERATOR_SIGNS.indexOf(c) >= 0;
    }
}
