package io.pgford.shell.registry;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** What somebody probably meant. */
public final class Nearest {
    private Nearest() {}

    /**
     * The candidate that takes the fewest slips of the finger (a letter left out, put in, replaced, or two swapped) from what
     * was typed. Empty where none is near: more than one slip for three letters.
     */
    public static Optional<String> to(String typed, Collection<String> candidates) {
        String word = typed.toLowerCase(Locale.ROOT);
        return candidates.stream()
                .filter(candidate -> slips(word, candidate.toLowerCase(Locale.ROOT)) <= Math.max(1, word.length() / 3))
                .min(Comparator.<String>comparingInt(candidate -> slips(word, candidate.toLowerCase(Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** The optimal string alignment distance: edits, with a swap of neighbours counted as one. */
    static int slips(String a, String b) {
        int[][] distance = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                distance[i][j] = i == 0 || j == 0 ? i + j : cheapest(distance, a, b, i, j);
            }
        }
        return distance[a.length()][b.length()];
    }

    private static int cheapest(int[][] distance, String a, String b, int i, int j) {
        int replaced = distance[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replaced, Math.min(distance[i - 1][j], distance[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, distance[i - 2][j - 2] + 1) : best;
    }
}
