package io.pgford.check;

import io.pgford.catalog.OtherRelations;
import io.pgford.catalog.TableSize;
import io.pgford.catalog.TableWord;
import io.pgford.database.Cancellation;
import io.pgford.database.Connections;
import io.pgford.database.Name;
import io.pgford.database.Side;
import io.pgford.problem.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

/**
 * The rows of tables on both sides: on old those of the table itself, on new those that are there and not reached through the
 * foreign table. The two sides are asked at the same time, but not for the same moment: while rows cross, one may be counted
 * twice or not at all.
 */
public record RowCounts(List<Row> rows) {
    /** One table; empty for the side that does not have it. */
    public record Row(Name table, Optional<RowCount> onOld, Optional<RowCount> onNew) {
        /** On both sides together. */
        public long total() {
            return counts().mapToLong(RowCount::rows).sum();
        }

        /** Whether nothing of it is an estimate. */
        public boolean exact() {
            return counts().allMatch(RowCount::exact);
        }

        private Stream<RowCount> counts() {
            return Stream.concat(onOld.stream(), onNew.stream());
        }
    }

    /**
     * Counts tables on both sides.
     *
     * @param words the tables as the operator writes them; none for all
     * @param all count large tables too, instead of asking the planner about them
     * @throws Problem of usage for a word that names no table, before anything is counted
     */
    public static RowCounts of(
            Connections connections, Collection<String> words, boolean all, Cancellation cancellation) {
        Map<Side, Map<Name, TableSize>> sizes = onBoth(side -> sizes(connections, side));
        SortedSet<Name> known = new TreeSet<>(sizes.get(Side.OLD).keySet());
        known.addAll(sizes.get(Side.NEW).keySet());
        SortedSet<Name> wanted = new TreeSet<>();
        words.forEach(word -> wanted.add(TableWord.resolve(word, known, () -> others(connections))));
        Collection<Name> tables = words.isEmpty() ? known : wanted;
        Map<Side, Map<Name, RowCount>> counts =
                onBoth(side -> count(connections, side, sizes.get(side), tables, all, cancellation));
        List<Row> rows = new ArrayList<>();
        for (Name table : tables) {
            rows.add(new Row(
                    table,
                    Optional.ofNullable(counts.get(Side.OLD).get(table)),
                    Optional.ofNullable(counts.get(Side.NEW).get(table))));
        }
        return new RowCounts(rows);
    }

    private static Map<Name, TableSize> sizes(Connections connections, Side side) {
        Map<Name, TableSize> sizes = new TreeMap<>();
        connections.with(side, TableSize::list).forEach(size -> sizes.put(size.table(), size));
        return sizes;
    }

    private static Map<Name, String> others(Connections connections) {
        Map<Name, String> kinds = new TreeMap<>(connections.with(Side.OLD, OtherRelations::kinds));
        kinds.putAll(connections.with(Side.NEW, OtherRelations::kinds));
        return kinds;
    }

    private static Map<Name, RowCount> count(
            Connections connections,
            Side side,
            Map<Name, TableSize> sizes,
            Collection<Name> tables,
            boolean all,
            Cancellation cancellation) {
        return connections.with(
                side,
                connection -> cancellation.over(connection, watched -> {
                    Map<Name, RowCount> counts = new TreeMap<>();
                    for (Name table : tables) {
                        cancellation.check();
                        TableSize size = sizes.get(table);
                        if (size != null) {
                            counts.put(table, RowCount.of(watched, size, all));
                        }
                    }
                    return counts;
                }));
    }

    /** Work on one side. */
    private interface Task<T> {
        T on(Side side);
    }

    private static <T> Map<Side, T> onBoth(Task<T> task) {
        CompletableFuture<T> onOld = CompletableFuture.supplyAsync(() -> task.on(Side.OLD));
        Map<Side, T> results = new EnumMap<>(Side.class);
        try {
            results.put(Side.NEW, task.on(Side.NEW));
            results.put(Side.OLD, onOld.join());
            return results;
        } catch (CompletionException e) {
            throw e.getCause() instanceof Problem problem ? problem : e;
        }
    }
}
