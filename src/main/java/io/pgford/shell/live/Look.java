package io.pgford.shell.live;

import java.util.List;

/**
 * What one look at a watched command has brought.
 *
 * @param lines ready for the terminal
 * @param at the time of day, to be shown
 */
public record Look(List<String> lines, String at) {
    public Look {
        lines = List.copyOf(lines);
    }
}
