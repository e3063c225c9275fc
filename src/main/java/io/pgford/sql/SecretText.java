package io.pgford.sql;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds secrets in text that need not be SQL: connection URIs, keyword strings, environment, options, comments. */
final class SecretText {
    /** User and password in front of a host. To the last @, since people forget to write %40. */
    private static final Pattern URI = Pattern.compile("(://[^\\s:/@'\"]{0,200}+:)(\\S{0,1000})@");

    /** A name that announces a secret, with what may stand between it and its value. */
    private static final Pattern NAME = Pattern.compile(
            "(?:passw(?:or)?d|passphrase|secret|pwd)[\\w.-]{0,40}+(?<link>['\"]?\\s{0,9}+(?:=>|:=|[=:]|(?<=\\s))\\s{0,9}+)",
            Pattern.CASE_INSENSITIVE);

    private SecretText() {}

    static String maskUris(String text) {
        return text.contains("://") ? URI.matcher(text).replaceAll("$1" + Redactor.MASK + "@") : text;
    }

    /** Masks the values behind {@code password=}, {@code --password} and the like. */
    static String maskValues(String text) {
        StringBuilder result = new StringBuilder(text.length());
        Matcher name = NAME.matcher(text);
        int done = 0;
        while (name.find(done)) {
            result.append(text, done, name.end());
            int end = isAssigned(text, name) || isQuoteAt(text, name.end()) ? valueEnd(text, name.end()) : name.end();
            if (end > name.end()) {
                result.append(masked(text.substring(name.end(), end)));
            }
            done = Math.max(end, name.end());
        }
        return result.append(text, done, text.length()).toString();
    }

    /** {@code password = x} and {@code --password x} have a value; in "password x" the next word may be any. */
    private static boolean isAssigned(String text, Matcher name) {
        String link = name.group("link");
        return link.indexOf('=') >= 0 || link.indexOf(':') >= 0 || isOption(text, name.start());
    }

    private static boolean isOption(String text, int nameStart) {
        int start = nameStart;
        while (start > 0 && !Character.isWhitespace(text.charAt(start - 1))) {
            start--;
        }
        return text.startsWith("--", start);
    }

    private static boolean isQuoteAt(String text, int at) {
        return at < text.length() && text.charAt(at) == '\'';
    }

    /** A value in quotes ends with them, doubled ones if it began so; another at white space, or at a quote that ends a word. */
    private static int valueEnd(String text, int at) {
        if (at >= text.length()) {
            return at;
        }
        char first = text.charAt(at);
        if (first == '\'' || first == '"') {
            boolean doubled = text.startsWith("''", at);
            int i = doubled ? at + 2 : at + 1;
            while (i < text.length()) {
                char c = text.charAt(i);
                if (c == '\\') {
                    i += 2;
                } else if (c != first) {
                    i++;
                } else if (doubled || !text.startsWith("" + first + first, i)) {
                    return Math.min(doubled ? i + 2 : i + 1, text.length());
                } else {
                    i += 2;
                }
            }
            return text.length();
        }
        int i = at;
        while (i < text.length() && !Character.isWhitespace(text.charAt(i)) && !endsWord(text, i)) {
            i++;
        }
        return i;
    }

    private static boolean endsWord(String text, int at) {
        char c = text.charAt(at);
        boolean closing = c == '\'' || c == '"' || c == ';' || c == ')';
        return closing && (at + 1 == text.length() || !Character.isLetterOrDigit(text.charAt(at + 1)));
    }

    private static String masked(String value) {
        char first = value.charAt(0);
        return first == '\'' || first == '"' ? first + Redactor.MASK + first : Redactor.MASK;
    }
}
