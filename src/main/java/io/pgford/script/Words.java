package io.pgford.script;

import io.pgford.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Splits a command line into words at white space. Single and double quotes hold a word together, a doubled quote inside
 * stands for one, and in double quotes a backslash stands before a double quote or a backslash. A backslash elsewhere means
 * itself.
 */
public final class Words {
    private Words() {}

    /**
     * The words of one line.
     *
     * @throws Problem for a quote that is not closed
     */
    public static List<Word> split(String line) {
        List<Word> words = new ArrayList<>();
        int at = 0;
        for (Optional<Word> word = next(line, at); word.isPresent(); word = next(line, at)) {
            words.add(word.get());
            at = word.get().start() + word.get().raw().length();
        }
        return words;
    }

    /**
     * The next word from an offset on.
     *
     * @throws Problem for a quote that is not closed
     */
    static Optional<Word> next(String line, int from) {
        int start = from;
        while (start < line.length() && Character.isWhitespace(line.charAt(start))) {
            start++;
        }
        StringBuilder text = new StringBuilder();
        int at = start;
        while (at < line.length() && !Character.isWhitespace(line.charAt(at))) {
            if (isQuote(line.charAt(at))) {
                at = quoted(line, at, text);
            } else {
                text.append(line.charAt(at));
                at++;
            }
        }
        return at == start
                ? Optional.empty()
                : Optional.of(new Word(line.substring(start, at), text.toString(), start));
    }

    /** The offset of the first line end, or semicolon outside of quotes, from an offset on; of a quote not closed, negated minus 1. */
    static int end(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != ';') {
            if (isQuote(text.charAt(at))) {
                int close = close(text, at);
                if (close < 0) {
                    return -at - 1;
                }
                at = close;
            }
            at++;
        }
        return at;
    }

    private static int quoted(String line, int at, StringBuilder text) {
        int close = close(line, at);
        if (close < 0) {
            throw Problem.usage(
                    "The quote " + line.charAt(at) + " at character " + (at + 1) + " is not closed", "Close it.");
        }
        char quote = line.charAt(at);
        for (int i = at + 1; i < close; i++) {
            char c = line.charAt(i);
            if (c == quote || isEscape(line, i, quote)) {
                i++;
            }
            text.append(line.charAt(i));
        }
        return close + 1;
    }

    /** Where the quote at an offset closes, on the same line; negative if nowhere. */
    private static int close(String text, int at) {
        char quote = text.charAt(at);
        int i = at + 1;
        while (i < text.length() && text.charAt(i) != '\n') {
            boolean doubled = text.charAt(i) == quote && i + 1 < text.length() && text.charAt(i + 1) == quote;
            if (doubled || isEscape(text, i, quote)) {
                i += 2;
            } else if (text.charAt(i) == quote) {
                return i;
            } else {
                i++;
            }
        }
        return -1;
    }

    private static boolean isEscape(String text, int at, char quote) {
        return quote == '"'
                && text.charAt(at) == '\\'
                && at + 1 < text.length()
                && (text.charAt(at + 1) == '"' || text.charAt(at + 1) == '\\');
    }

    private static boolean isQuote(char c) {
        return c == '\'' || c == '"';
    }
}
