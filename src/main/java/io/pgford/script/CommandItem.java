package io.pgford.script;

import java.util.List;

/**
 * A command of pgford.
 *
 * @param name its registered name, such as {@code seq sync}; empty for words that are neither a command nor SQL
 * @param words what follows the name; all words where the name is empty
 */
public record CommandItem(int line, String source, String name, List<Word> words) implements Action {
    public CommandItem {
        words = List.copyOf(words);
    }
}
