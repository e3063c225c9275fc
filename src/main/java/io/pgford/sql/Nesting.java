package io.pgford.sql;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** How deep inside of parentheses and of an SQL function's body a statement is, token by token. */
final class Nesting {
    /** {@code CREATE OR REPLACE FUNCTION} are the words that decide. */
    private static final int DECIDING_WORDS = 4;

    private final List<Token> firstWords = new ArrayList<>();
    private final Deque<Integer> parentheses = new ArrayDeque<>();
    private int bodies;
    private boolean afterBegin;

    /** Whether a semicolon here would end the statement. */
    boolean isOutside() {
        return parentheses.isEmpty() && bodies == 0;
    }

    /** Where the innermost open parenthesis is. */
    Optional<Integer> parenthesis() {
        return Optional.ofNullable(parentheses.peek());
    }

    void add(Token token) {
        if (token.isBlank()) {
            return;
        }
        if (token.isSign("(")) {
            parentheses.push(token.start());
        } else if (token.isSign(")")) {
            parentheses.poll();
        } else if (token.kind() == TokenKind.WORD) {
            if (firstWords.size() < DECIDING_WORDS) {
                firstWords.add(token);
            }
            if (parentheses.isEmpty()) {
                word(token);
            }
        }
        afterBegin = token.is("begin");
    }

    /** In a body {@code CASE} and {@code BEGIN} have an {@code END} of their own. */
    private void word(Token token) {
        if (bodies == 0) {
            if (afterBegin && token.is("atomic") && makesRoutine()) {
                bodies = 1;
            }
        } else if (token.isAny("begin", "case")) {
            bodies++;
        } else if (token.is("end")) {
            bodies--;
        }
    }

    private boolean makesRoutine() {
        if (!firstWords.get(0).is("create")) {
            return false;
        }
        int routine = firstWords.get(1).is("or") ? 3 : 1;
        return firstWords.size() > routine && firstWords.get(routine).isAny("function", "procedure");
    }
}
