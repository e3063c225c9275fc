package io.pgford.shell.registry;

import io.pgford.database.Side;
import io.pgford.problem.Problem;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns words into the types that commands take. */
public final class Values {
    private static final Pattern DURATION = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)(ms|s|m|min|h)");

    private Values() {}

    /**
     * A word as a value of a type.
     *
     * @param what what the word was given for, such as {@code --batch}
     * @throws Problem of usage, naming the type that is needed
     */
    public static Object of(String word, Class<?> type, String what) {
        if (type == String.class) {
            return word;
        } else if (type == int.class || type == Integer.class) {
            return (int) whole(word, what, Integer.MIN_VALUE, Integer.MAX_VALUE);
        } else if (type == long.class || type == Long.class) {
            return whole(word, what, Long.MIN_VALUE, Long.MAX_VALUE);
        } else if (type == double.class || type == Double.class) {
            return number(word, what);
        } else if (type == boolean.class || type == Boolean.class) {
            return yesOrNo(word, what);
        } else if (type == Duration.class) {
            return duration(word, what);
        } else if (type == Side.class) {
            return side(word, what);
        } else if (type == Path.class) {
            return path(word, what);
        } else if (type.isEnum()) {
            return constant(word, type, what);
        }
        throw new IllegalArgumentException("no command takes a " + type.getName() + " (" + what + ")");
    }

    /** What the usage line shows in the place of a value. */
    static String placeholder(Class<?> type) {
        if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
            return "N";
        } else if (type == double.class || type == Double.class) {
            return "X";
        } else if (type == Duration.class) {
            return "TIME";
        } else if (type == Path.class) {
            return "FILE";
        }
        List<String> known = choices(type);
        return known.isEmpty() ? "TEXT" : String.join("|", known);
    }

    /** The words that a type knows, where these are few: for completion and for messages. */
    public static List<String> choices(Class<?> type) {
        return type.isEnum()
                ? Arrays.stream(type.getEnumConstants()).map(Values::word).toList()
                : List.of();
    }

    private static String word(Object constant) {
        return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static long whole(String word, String what, long least, long most) {
        try {
            long value = Long.parseLong(word);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Said below, in the operator's terms.
        }
        throw wrong(word, what, "a whole number");
    }

    private static double number(String word, String what) {
        try {
            double value = Double.parseDouble(word);
            if (Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Said below, in the operator's terms.
        }
        throw wrong(word, what, "a number such as 0.5");
    }

    private static boolean yesOrNo(String word, String what) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on" -> true;
            case "false", "no", "off" -> false;
            default -> throw wrong(word, what, "yes or no");
        };
    }

    private static Duration duration(String word, String what) {
        Matcher matcher = DURATION.matcher(word);
        if (!matcher.matches()) {
            throw wrong(word, what, "a time with its unit: 50ms, 2s, 5m or 1h");
        }
        double amount = Double.parseDouble(matcher.group(1));
        double milliseconds = amount
                * switch (matcher.group(2)) {
                    case "ms" -> 1;
                    case "s" -> 1_000;
                    case "h" -> 3_600_000;
                    default -> 60_000;
                };
        return Duration.ofNanos((long) (milliseconds * 1_000_000));
    }

    private static Side side(String word, String what) {
        try {
            return Side.of(word);
        } catch (Problem e) {
            throw wrong(word, what, "old or new");
        }
    }

    private static Path path(String word, String what) {
        try {
            return Path.of(
                    word.equals("~") || word.startsWith("~/")
                            ? System.getProperty("user.home") + word.substring(1)
                            : word);
        } catch (InvalidPathException e) {
            throw wrong(word, what, "the name of a file");
        }
    }

    private static Object constant(String word, Class<?> type, String what) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> word(constant).equalsIgnoreCase(word))
                .findFirst()
                .orElseThrow(() -> wrong(word, what, "one of " + String.join(", ", choices(type))));
    }

    private static Problem wrong(String word, String what, String needed) {
        return Problem.usage(what + " needs " + needed + ", not \"" + word + "\"", "");
    }
}
