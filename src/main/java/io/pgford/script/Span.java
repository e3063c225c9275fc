package io.pgford.script;

import java.util.Optional;

/**
 * Where an item stands in a text, for whoever shows it or helps to type it. The last one of a text may be incomplete.
 *
 * @param start offset of its first character
 * @param end offset behind its last one
 * @param route the side it is for: {@code old}, {@code new} or {@code both}
 * @param body where that begins which runs, behind {@code expect …} and the side
 */
public record Span(Kind kind, int start, int end, Optional<String> route, int body) {
    /** What an item is. */
    public enum Kind {
        COMMENT,
        COMMAND,
        META,
        SQL
    }

    /** Whether a cursor there is in it; right behind its last character too, unless that ended it. */
    public boolean holds(String text, int cursor) {
        return cursor > start && cursor <= end && (cursor < end || text.charAt(cursor - 1) != ';');
    }
}
