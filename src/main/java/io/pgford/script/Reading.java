package io.pgford.script;

import io.pgford.sql.Waiting;
import java.util.List;
import java.util.Optional;

/**
 * What a text that may go on says.
 *
 * @param items what is complete
 * @param waiting why the rest is not; empty where nothing is left
 */
public record Reading(List<Item> items, Optional<Waiting> waiting) {
    public Reading {
        items = List.copyOf(items);
    }
}
