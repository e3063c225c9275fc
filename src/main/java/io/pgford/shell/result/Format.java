package io.pgford.shell.result;

import io.pgford.problem.Nearest;
import io.pgford.problem.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How the rows of a result are written. */
public enum Format {
    /** In columns, for people. */
    ALIGNED,
    /** One line for each row, the values separated by {@code fieldsep}. */
    UNALIGNED,
    /** RFC 4180, as COPY's own. */
    CSV,
    /** One array, one object for each row. */
    JSON,
    MARKDOWN,
    HTML;

    /** As it is typed. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The words there are. */
    public static List<String> words() {
        return Arrays.stream(values()).map(Format::word).toList();
    }

    /**
     * The format of a name.
     *
     * @throws Problem for one that there is not
     */
    public static Format of(String word) {
        return Arrays.stream(values())
                .filter(format -> format.word().equals(word.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> Problem.usage(
                        "There is no format " + word,
                        Nearest.to(word, words())
                                        .map(near -> "Did you mean " + near + "? ")
                                        .orElse("")
                                + "Formats are " + String.join(", ", words()) + "."));
    }
}
