package io.pgford.shell.meta;

import io.pgford.problem.Problem;
import io.pgford.script.MetaItem;
import io.pgford.script.Word;
import io.pgford.script.Words;
import io.pgford.shell.Console;
import io.pgford.shell.print.Cells;
import java.util.List;
import java.util.Optional;

/**
 * A {@code \} command as it was given.
 *
 * @param words the first is its name
 */
public record MetaCall(Console console, MetaItem item, List<String> words) {
    /** Of a line that may have words in quotes. */
    public static MetaCall of(Console console, MetaItem item) {
        String line = item.text().lines().findFirst().orElse("");
        if (line.startsWith("\\!")) {
            // What follows is another language's, with quotes of its own.
            return new MetaCall(console, item, List.of("\\!"));
        }
        return new MetaCall(
                console, item, Words.split(line).stream().map(Word::text).toList());
    }

    public String name() {
        return words.get(0);
    }

    /** The word behind the name, if there is one. */
    public Optional<String> word(int index) {
        return index < words.size() ? Optional.of(words.get(index)) : Optional.empty();
    }

    /** All that stands behind the name, as it was typed. */
    public String rest() {
        return item.text().substring(name().length()).strip();
    }

    /**
     * Refuses more words behind the name than it takes.
     *
     * @throws Problem that says how it is written
     */
    public void atMost(int count, String usage) {
        if (words.size() > count + 1) {
            throw Problem.usage(name() + " does not take " + words.get(count + 1), "Write it as: " + usage);
        }
    }

    /**
     * The file, or {@code |} and the command, that stands behind the name.
     *
     * @throws Problem for more than one file
     */
    public Optional<String> place(String usage) {
        if (rest().startsWith("|")) {
            return Optional.of(rest());
        }
        atMost(1, usage);
        return word(1);
    }

    /** Tells something; on a terminal, no control character of it gets there. */
    public void tell(String line) {
        console.out().println(console.terminal() ? Cells.safe(line, true) : line);
    }
}
