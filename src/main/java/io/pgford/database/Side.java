package io.pgford.database;

import io.pgford.problem.Problem;
import java.util.Locale;

/** The two banks of the river. */
public enum Side {
    OLD,
    NEW;

    /** {@code old} or {@code new}, as the command language writes it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public Side other() {
        return this == OLD ? NEW : OLD;
    }

    /**
     * The side a word names.
     *
     * @throws Problem where it is neither {@code old} nor {@code new}
     */
    public static Side of(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "old" -> OLD;
            case "new" -> NEW;
            default -> throw Problem.usage("\"" + word + "\" is no side", "Say old or new.");
        };
    }

    @Override
    public String toString() {
        return word();
    }
}
