package io.pgford.move;

import io.pgford.problem.Problem;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much may cross in a second, over all tables of a move.
 *
 * @param amount rows a second or bytes a second, above zero
 */
public record Rate(double amount, Unit unit) {
    private static final Pattern TEXT = Pattern.compile("([0-9]{1,12}(?:\\.[0-9]{1,6})?)(k|M)?(rows|B)?(?:/s)?");

    /** What is counted. */
    public enum Unit {
        ROWS,
        BYTES
    }

    /**
     * Reads {@code 5000}, {@code 5000/s}, {@code 5k/s}, {@code 20MB/s}; k is a thousand, M a million.
     *
     * @throws Problem of usage for anything else, and for nothing a second
     */
    public static Rate of(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        if (!matcher.matches() || Double.parseDouble(matcher.group(1)) <= 0) {
            throw Problem.usage(
                    "--rate " + text + " is no number of rows or bytes a second above zero",
                    "For instance: --rate 5000/s, or --rate 20MB/s");
        }
        double factor = matcher.group(2) == null ? 1 : matcher.group(2).equals("k") ? 1e3 : 1e6;
        return new Rate(
                Double.parseDouble(matcher.group(1)) * factor, "B".equals(matcher.group(3)) ? Unit.BYTES : Unit.ROWS);
    }

    /** What of a batch counts. */
    double of(long rows, long bytes) {
        return unit == Unit.ROWS ? rows : bytes;
    }

    /** As it can be typed again. */
    @Override
    public String toString() {
        String number = amount == Math.rint(amount)
                ? String.format(Locale.ROOT, "%.0f", amount)
                : String.format(Locale.ROOT, "%.6f", amount);
        return number + (unit == Unit.ROWS ? "/s" : "B/s");
    }
}
