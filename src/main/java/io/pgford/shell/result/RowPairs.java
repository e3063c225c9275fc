package io.pgford.shell.result;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which rows of two results belong together. By their first column, where it tells all rows of a result apart; else in their
 * order, where there are as many on both sides; else those that are equal in all columns.
 */
final class RowPairs {
    /**
     * A row of each side, or of one.
     *
     * @param oldRow as on {@code old}, and {@code newRow} as on {@code new}; empty where there is none
     */
    record Pair(Optional<List<Optional<String>>> oldRow, Optional<List<Optional<String>>> newRow) {
        boolean equal() {
            return oldRow.equals(newRow);
        }

        boolean onBoth() {
            return oldRow.isPresent() && newRow.isPresent();
        }

        /** Whether both have a row, and their values in a column differ. */
        boolean differs(int column) {
            return onBoth() && !oldRow.get().get(column).equals(newRow.get().get(column));
        }
    }

    private RowPairs() {}

    /** The pairs in the order of {@code old}; what only {@code new} has stands behind its neighbour there. */
    static List<Pair> of(List<List<Optional<String>>> oldRows, List<List<Optional<String>>> newRows) {
        boolean wide = !oldRows.isEmpty() && oldRows.get(0).size() > 1;
        if (wide && firstTells(oldRows) && firstTells(newRows)) {
            return byKey(oldRows, newRows, true);
        }
        if (oldRows.size() == newRows.size()) {
            List<Pair> pairs = new ArrayList<>();
            for (int i = 0; i < oldRows.size(); i++) {
                pairs.add(new Pair(Optional.of(oldRows.get(i)), Optional.of(newRows.get(i))));
            }
            return pairs;
        }
        return byKey(oldRows, newRows, false);
    }

    private static boolean firstTells(List<List<Optional<String>>> rows) {
        Set<Optional<String>> seen = new HashSet<>();
        return rows.stream().allMatch(row -> row.get(0).isPresent() && seen.add(row.get(0)));
    }

    private static List<Pair> byKey(
            List<List<Optional<String>>> oldRows, List<List<Optional<String>>> newRows, boolean firstColumn) {
        Map<List<Optional<String>>, List<Integer>> places = new HashMap<>();
        for (int i = 0; i < newRows.size(); i++) {
            places.computeIfAbsent(key(newRows.get(i), firstColumn), any -> new ArrayList<>())
                    .add(i);
        }
        int[] partner = new int[oldRows.size()];
        boolean[] taken = new boolean[newRows.size()];
        for (int i = 0; i < oldRows.size(); i++) {
            List<Integer> left = places.getOrDefault(key(oldRows.get(i), firstColumn), List.of());
            partner[i] = left.isEmpty() ? -1 : left.remove(0);
            if (partner[i] >= 0) {
                taken[partner[i]] = true;
            }
        }
        List<Pair> pairs = new ArrayList<>();
        lonely(newRows, taken, 0, pairs);
        for (int i = 0; i < oldRows.size(); i++) {
            boolean alone = partner[i] < 0;
            pairs.add(new Pair(
                    Optional.of(oldRows.get(i)), alone ? Optional.empty() : Optional.of(newRows.get(partner[i]))));
            if (!alone) {
                lonely(newRows, taken, partner[i] + 1, pairs);
            }
        }
        return pairs;
    }

    /** Those from there on that have no partner, up to the next that has one. */
    private static void lonely(List<List<Optional<String>>> newRows, boolean[] taken, int from, List<Pair> pairs) {
        int at = from;
        while (at < newRows.size() && !taken[at]) {
            pairs.add(new Pair(Optional.empty(), Optional.of(newRows.get(at))));
            taken[at] = true;
            at++;
        }
    }

    private static List<Optional<String>> key(List<Optional<String>> row, boolean firstColumn) {
        return firstColumn ? row.subList(0, 1) : row;
    }
}
