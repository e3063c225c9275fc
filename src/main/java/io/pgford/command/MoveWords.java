package io.pgford.command;

import io.pgford.move.Rate;
import io.pgford.problem.Problem;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** The words behind the options of {@code move} and {@code pace}. */
final class MoveWords {
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("H:mm[:ss]", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);

    private MoveWords() {}

    /** A number of rows, or empty for {@code auto}. */
    static OptionalInt batch(String word) {
        if (word.equals("auto")) {
            return OptionalInt.empty();
        }
        if (!word.matches("[0-9]{1,7}")) {
            throw Problem.usage(
                    "--batch " + word + " is neither a number of rows nor auto",
                    "For instance: --batch 1000, or --batch auto");
        }
        return OptionalInt.of(Integer.parseInt(word));
    }

    /** A rate, or empty for {@code off}. */
    static Optional<Rate> rate(String word) {
        return word.equals("off") ? Optional.empty() : Optional.of(Rate.of(word));
    }

    /**
     * When a clock shows this time next.
     *
     * @param now with the zone of the operator
     */
    static Instant until(String word, ZonedDateTime now) {
        try {
            LocalTime time = LocalTime.parse(word, CLOCK);
            ZonedDateTime today = now.with(time);
            return (today.isAfter(now) ? today : now.plusDays(1).with(time)).toInstant();
        } catch (DateTimeException e) {
            throw Problem.usage(
                    "--until " + word + " is no time of day", "Write it as hours and minutes: --until 04:00");
        }
    }
}
