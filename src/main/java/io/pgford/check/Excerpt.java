package io.pgford.check;

import java.util.List;

/** Two long texts cut down to where they differ, so that a person sees it in a grid. */
final class Excerpt {
    /** Texts up to this many characters are shown whole. */
    static final int SHORT = 70;

    private static final int CONTEXT = 20;
    private static final String CUT = "…";

    private Excerpt() {}

    /** Both texts on one line, each around the difference and not much longer than {@link #SHORT}. */
    static List<String> of(String one, String other) {
        String first = one.strip().replaceAll("\\s+", " ");
        String second = other.strip().replaceAll("\\s+", " ");
        if (first.length() <= SHORT && second.length() <= SHORT) {
            return List.of(first, second);
        }
        int same = 0;
        int shorter = Math.min(first.length(), second.length());
        while (same < shorter && first.charAt(same) == second.charAt(same)) {
            same++;
        }
        int tail = 0;
        while (tail < shorter - same
                && first.charAt(first.length() - 1 - tail) == second.charAt(second.length() - 1 - tail)) {
            tail++;
        }
        int from = wholeCharacter(first, Math.max(0, same - CONTEXT));
        return List.of(cut(first, from, tail), cut(second, from, tail));
    }

    /** One text on one line, from its beginning. */
    static String of(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return cut(line, 0, line.length() <= SHORT ? 0 : line.length() - SHORT);
    }

    private static String cut(String text, int from, int tail) {
        int wanted = Math.min(text.length(), text.length() - tail + CONTEXT);
        int to = wholeCharacter(text, Math.min(wanted, from + SHORT + CONTEXT));
        return (from > 0 ? CUT : "") + text.substring(Math.min(from, to), to) + (to < text.length() ? CUT : "");
    }

    /** Not between the two halves of a character beyond the basic plane. */
    private static int wholeCharacter(String text, int index) {
        return index > 0 && index < text.length() && Character.isLowSurrogate(text.charAt(index)) ? index - 1 : index;
    }
}
