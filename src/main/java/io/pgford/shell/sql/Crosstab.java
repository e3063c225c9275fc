package io.pgford.shell.sql;

import io.pgford.problem.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A result turned round: a row for each value of one column, a column for each value of another, and what a third has where they
 * meet (manual, psql, {@code \crosstabview}). Rows and columns come in the order in which their values do.
 *
 * @param columns of the table that comes out
 */
public record Crosstab(List<Column> columns, List<List<Optional<String>>> rows) {
    /** As many as a server's result may have. */
    private static final int MOST_COLUMNS = 1_600;

    /** The roles of three or four columns of a result, by their place in it. */
    private record Roles(int vertical, int horizontal, int data, Optional<Integer> order) {}

    /**
     * Turns a result round.
     *
     * @param named columns by name or number: vertical, horizontal, data, and what the horizontal ones are sorted by; those left
     *     out at the end are the first, the second, and the one left of three
     * @throws Problem where the columns cannot be told, where two values meet in one cell, or for too many columns
     */
    public static Crosstab of(List<Column> columns, List<List<Optional<String>>> rows, List<String> named) {
        Roles roles = roles(columns, named);
        Map<Optional<String>, Integer> across = across(rows, roles);
        Map<Optional<String>, List<Optional<String>>> down = new LinkedHashMap<>();
        Map<List<Optional<String>>, Boolean> filled = new HashMap<>();
        for (List<Optional<String>> row : rows) {
            Optional<String> vertical = row.get(roles.vertical());
            Optional<String> horizontal = row.get(roles.horizontal());
            if (filled.put(List.of(vertical, horizontal), true) != null) {
                throw Problem.failed(
                        "\\crosstabview has two values for row " + shown(vertical) + ", column " + shown(horizontal),
                        "Let the query group by both.");
            }
            List<Optional<String>> cells = down.computeIfAbsent(vertical, value -> {
                List<Optional<String>> fresh = new ArrayList<>(List.of(value));
                across.forEach((name, place) -> fresh.add(Optional.of("")));
                return fresh;
            });
            cells.set(1 + across.get(horizontal), row.get(roles.data()));
        }
        Stream<Column> head = Stream.of(columns.get(roles.vertical()));
        int type = columns.get(roles.data()).type();
        Stream<Column> others = across.keySet().stream().map(name -> new Column(name.orElse(""), type));
        return new Crosstab(Stream.concat(head, others).toList(), List.copyOf(down.values()));
    }

    /** The values that become columns, with their places. */
    private static Map<Optional<String>, Integer> across(List<List<Optional<String>>> rows, Roles roles) {
        Map<Optional<String>, Optional<String>> ranks = new LinkedHashMap<>();
        rows.forEach(row ->
                ranks.putIfAbsent(row.get(roles.horizontal()), roles.order().flatMap(row::get)));
        List<Optional<String>> names = new ArrayList<>(ranks.keySet());
        if (names.size() >= MOST_COLUMNS) {
            throw Problem.failed(
                    String.format(Locale.ROOT, "\\crosstabview would make %,d columns", names.size()),
                    "Name a column with fewer values: \\crosstabview ROWS COLUMNS DATA");
        }
        if (roles.order().isPresent()) {
            names.sort(Comparator.comparing(name -> rank(ranks.get(name))));
        }
        Map<Optional<String>, Integer> places = new LinkedHashMap<>();
        names.forEach(name -> places.put(name, places.size()));
        return places;
    }

    private static double rank(Optional<String> value) {
        try {
            return value.map(Double::valueOf).orElse(Double.MAX_VALUE);
        } catch (NumberFormatException e) {
            throw Problem.failed(
                    "\\crosstabview sorts columns by numbers, and there is \"" + value.orElse("") + "\"",
                    "Name another column as the fourth, or none.");
        }
    }

    private static Roles roles(List<Column> columns, List<String> named) {
        if (columns.size() < 3 || (named.size() < 3 && columns.size() > 3)) {
            throw Problem.usage(
                    "\\crosstabview needs three columns, and the result has " + columns.size(),
                    "Select three, or name them: \\crosstabview ROWS COLUMNS DATA [ORDER]");
        }
        int vertical = named.isEmpty() ? 0 : place(columns, named.get(0));
        int horizontal = named.size() < 2 ? (vertical == 1 ? 0 : 1) : place(columns, named.get(1));
        int data = named.size() < 3
                ? IntStream.range(0, 3)
                        .filter(i -> i != vertical && i != horizontal)
                        .findFirst()
                        .orElseThrow()
                : place(columns, named.get(2));
        if (vertical == horizontal) {
            throw Problem.usage("\\crosstabview cannot take one column for both rows and columns", "Name two.");
        }
        return new Roles(
                vertical,
                horizontal,
                data,
                named.size() < 4 ? Optional.empty() : Optional.of(place(columns, named.get(3))));
    }

    private static int place(List<Column> columns, String named) {
        if (named.matches("\\d{1,4}")) {
            int number = Integer.parseInt(named);
            if (number >= 1 && number <= columns.size()) {
                return number - 1;
            }
        }
        int[] found = IntStream.range(0, columns.size())
                .filter(i -> columns.get(i).name().equals(named))
                .toArray();
        if (found.length != 1) {
            throw Problem.usage(
                    "\\crosstabview: " + (found.length == 0 ? "there is no column " : "there are several columns ")
                            + named,
                    "Name one by its name, or by its number from 1.");
        }
        return found[0];
    }

    private static String shown(Optional<String> value) {
        return value.map(text -> "\"" + text + "\"").orElse("null");
    }

    /** Hands it to whoever prints it. */
    public void to(ResultSink sink) {
        sink.columns(columns);
        rows.forEach(sink::row);
        sink.done("SELECT " + rows.size());
    }
}
