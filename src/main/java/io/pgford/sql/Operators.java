package io.pgford.sql;

/**
 * Where an operator ends (manual, 4.1.3): it holds no comment's beginning, and ends in {@code +} or {@code -} only if it also
 * holds a sign that standard SQL does not use. What is found out about a run of signs is kept for the operators that
 * remain of it, or a long row of plus signs would take quadratic time.
 */
final class Operators {
    private static final String NOT_STANDARD = "~!@#^&|`?%";

    private final String text;
    private int runEnd;
    private int lastSolid;
    private boolean free;

    Operators(String text) {
        this.text = text;
    }

    /** The offset behind the operator that begins at {@code at}, where no comment begins. */
    int end(int at) {
        if (at >= runEnd) {
            measure(at);
        }
        if (free) {
            return runEnd;
        }
        return lastSolid > at ? lastSolid + 1 : at + 1;
    }

    private void measure(int at) {
        free = false;
        lastSolid = at;
        int i = at;
        while (i < text.length() && Ascii.isOperator(text.charAt(i))) {
            if (i > at && (text.startsWith("--", i) || text.startsWith("/*", i))) {
                break;
            }
            char c = text.charAt(i);
            free |= NOT_STANDARD.indexOf(c) >= 0;
            if (c != '+' && c != '-') {
                lastSolid = i;
            }
            i++;
        }
        runEnd = i;
    }
}
