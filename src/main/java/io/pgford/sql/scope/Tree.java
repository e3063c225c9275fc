package io.pgford.sql.scope;

import io.pgford.sql.Lexer;
import io.pgford.sql.Token;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Makes nodes of a text. A parenthesis that is never closed holds the rest. */
final class Tree {
    /** Deeper than this nobody writes; the group is left flat, so that no text can exhaust the stack. */
    private static final int DEEPEST = 200;

    private Tree() {}

    static Node.Group of(String text) {
        Deque<List<Node>> open = new ArrayDeque<>();
        Deque<Integer> starts = new ArrayDeque<>();
        open.push(new ArrayList<>());
        starts.push(0);
        Lexer lexer = new Lexer(text, 0);
        for (Optional<Token> next = lexer.next(); next.isPresent(); next = lexer.next()) {
            Token token = next.get();
            if (token.isBlank()) {
                continue;
            }
            if (token.isSign("(") && open.size() < DEEPEST) {
                open.push(new ArrayList<>());
                starts.push(token.end());
            } else if (token.isSign(")") && open.size() > 1) {
                close(open, starts, token.start());
            } else {
                open.element().add(new Node.Leaf(token));
            }
        }
        while (open.size() > 1) {
            close(open, starts, text.length());
        }
        return new Node.Group(open.pop(), 0, text.length());
    }

    private static void close(Deque<List<Node>> open, Deque<Integer> starts, int end) {
        Node.Group group = new Node.Group(open.pop(), starts.pop(), end);
        open.element().add(group);
    }
}
