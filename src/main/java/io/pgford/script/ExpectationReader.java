package io.pgford.script;

import io.pgford.problem.Problem;
import java.util.List;
import java.util.Optional;

/** Reads what stands between {@code expect} and the action. */
final class ExpectationReader {
    static final String USAGE = """
            Write it as one of
              expect 3 @new select count(*) from parent;
              expect >= 100000 @old select count(*) from child;
              expect failure matching "no table" move nosuch""";

    /** Longer signs before those they begin with. */
    private static final List<String> SIGNS = List.of("<=", ">=", "!=", "<>", "=", "<", ">");

    private final String line;
    private final Expectation expectation;
    private int at;

    /** @throws Problem where it is incomplete */
    ExpectationReader(String line) {
        this.line = line;
        Word first = word();
        this.expectation = first.raw().equalsIgnoreCase("failure") ? failure() : value(first);
        while (at < line.length() && Character.isWhitespace(line.charAt(at))) {
            at++;
        }
    }

    Expectation expectation() {
        return expectation;
    }

    /** How much of the line was read, with the white space behind it. */
    int length() {
        return at;
    }

    private Expectation failure() {
        int before = at;
        Optional<Word> matching = Words.next(line, at).filter(word -> word.raw().equalsIgnoreCase("matching"));
        if (matching.isEmpty()) {
            at = before;
            return new Expectation.Failure(Optional.empty());
        }
        word();
        return new Expectation.Failure(Optional.of(word().text()));
    }

    private Expectation value(Word first) {
        String raw = first.raw();
        Optional<String> sign = SIGNS.stream().filter(raw::startsWith).findFirst();
        if (sign.isEmpty()) {
            return new Expectation.Value(Expectation.Comparison.EQUAL, text(first));
        }
        Expectation.Comparison comparison = switch (sign.get()) {
            case "<=" -> Expectation.Comparison.AT_MOST;
            case ">=" -> Expectation.Comparison.AT_LEAST;
            case "!=", "<>" -> Expectation.Comparison.UNEQUAL;
            case "<" -> Expectation.Comparison.LESS;
            case ">" -> Expectation.Comparison.MORE;
            default -> Expectation.Comparison.EQUAL;
        };
        if (raw.equals(sign.get())) {
            return new Expectation.Value(comparison, text(word()));
        }
        at -= raw.length() - sign.get().length();
        return new Expectation.Value(comparison, text(word()));
    }

    private static Optional<String> text(Word word) {
        return word.raw().equalsIgnoreCase("null") ? Optional.empty() : Optional.of(word.text());
    }

    private Word word() {
        Word word =
                Words.next(line, at).orElseThrow(() -> Problem.usage("expect does not say what is expected", USAGE));
        at = word.start() + word.raw().length();
        return word;
    }
}
