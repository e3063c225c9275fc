package io.pgford.sql.scope;

import io.pgford.sql.Token;
import java.util.List;

/** A statement as far as parentheses give it a shape: single tokens, and groups of them. Blanks are left out. */
sealed interface Node {
    /** A token outside of further parentheses. */
    record Leaf(Token token) implements Node {}

    /**
     * What stands between two parentheses.
     *
     * @param start offset behind the opening one
     * @param end offset of the closing one, or of the text's end
     */
    record Group(List<Node> nodes, int start, int end) implements Node {
        /** Whether a cursor there is inside. */
        boolean holds(int cursor) {
            return cursor >= start && cursor <= end;
        }
    }
}
