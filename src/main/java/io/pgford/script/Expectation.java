package io.pgford.script;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/** What must come of an action. */
public sealed interface Expectation {
    /** Whether the outcome is the expected one. */
    boolean holds(Outcome outcome);

    /** What was expected, as the end of "expected …". */
    String wanted();

    /** What came, as the end of "but …". */
    default String came(Outcome outcome) {
        if (outcome.failed()) {
            return "it failed: " + outcome.message();
        }
        return "it gave " + outcome.value().map(value -> "\"" + value + "\"").orElse("null or no row");
    }

    /**
     * The first column of the first row, as text.
     *
     * @param value empty for null, which no row at all also counts as
     */
    record Value(Comparison comparison, Optional<String> value) implements Expectation {
        @Override
        public boolean holds(Outcome outcome) {
            return !outcome.failed() && comparison.holds(outcome.value(), value);
        }

        @Override
        public String wanted() {
            String shown = value.map(text -> "\"" + text + "\"").orElse("null");
            return comparison == Comparison.EQUAL ? shown : comparison.sign() + " " + shown;
        }
    }

    /**
     * That it fails.
     *
     * @param matching a part of the message it must fail with
     */
    record Failure(Optional<String> matching) implements Expectation {
        @Override
        public boolean holds(Outcome outcome) {
            return outcome.failed() && matching.stream().allMatch(outcome.message()::contains);
        }

        @Override
        public String wanted() {
            return matching.map(text -> "a failure with \"" + text + "\"").orElse("a failure");
        }

        @Override
        public String came(Outcome outcome) {
            return outcome.failed() ? Expectation.super.came(outcome) : "it was done";
        }
    }

    /** How a value is compared: by number where both are numbers, else as text, character by character. */
    enum Comparison {
        EQUAL("="),
        UNEQUAL("!="),
        LESS("<"),
        AT_MOST("<="),
        MORE(">"),
        AT_LEAST(">=");

        private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d{1,1000}(\\.\\d{0,1000})?|\\.\\d{1,1000})");

        private final String sign;

        Comparison(String sign) {
            this.sign = sign;
        }

        public String sign() {
            return sign;
        }

        boolean holds(Optional<String> came, Optional<String> wanted) {
            if (came.isEmpty() || wanted.isEmpty()) {
                return switch (this) {
                    case EQUAL -> came.equals(wanted);
                    case UNEQUAL -> !came.equals(wanted);
                    default -> false;
                };
            }
            int order = compare(came.get(), wanted.get());
            return switch (this) {
                case EQUAL -> order == 0;
                case UNEQUAL -> order != 0;
                case LESS -> order < 0;
                case AT_MOST -> order <= 0;
                case MORE -> order > 0;
                case AT_LEAST -> order >= 0;
            };
        }

        private static int compare(String one, String other) {
            return NUMBER.matcher(one).matches() && NUMBER.matcher(other).matches()
                    ? new BigDecimal(one).compareTo(new BigDecimal(other))
                    : one.compareTo(other);
        }
    }
}
