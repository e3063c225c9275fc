package io.pgford.catalog;

import io.pgford.database.Name;
import io.pgford.database.Quote;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Where the columns of a table are not the same on both sides, as far as rows seen through a foreign table depend on it. The order
 * of the columns may be another.
 *
 * @param what the differences, in words
 * @param remedies statements that put right what one side lacks, and what they cost
 */
public record ColumnDifferences(List<String> what, List<String> remedies) {
    public ColumnDifferences {
        what = List.copyOf(what);
        remedies = List.copyOf(remedies);
    }

    /**
     * Compares them.
     *
     * @param fresh the table on {@code new}
     */
    public static ColumnDifferences of(Table old, Table fresh) {
        List<Column> onlyOnNew = missing(fresh, old);
        List<Column> onlyOnOld = missing(old, fresh);
        List<String> what = new ArrayList<>();
        fresh.columns()
                .forEach(column -> old.column(column.name())
                        .flatMap(other -> difference(other, column))
                        .ifPresent(what::add));
        onlyOnNew.forEach(c -> what.add("column " + c.name() + " is only on new"));
        onlyOnOld.forEach(c -> what.add("column " + c.name() + " is only on old"));
        List<String> remedies = new ArrayList<>();
        if (!onlyOnNew.isEmpty()) {
            remedies.add(forOld(old.name(), onlyOnNew));
        }
        if (!onlyOnOld.isEmpty()) {
            remedies.add("Let new have what only old has: " + alter("new", old.name(), onlyOnOld, Column::addition));
        }
        return new ColumnDifferences(what, remedies);
    }

    /**
     * What to do next.
     *
     * @param then what follows, such as "run inherit again"
     */
    public String advice(String then) {
        List<String> lines =
                new ArrayList<>(List.of("schema diff shows all differences. Mend one side, then " + then + "."));
        lines.addAll(remedies);
        return String.join("\n", lines);
    }

    private static List<Column> missing(Table there, Table here) {
        return there.columns().stream()
                .filter(c -> here.column(c.name()).isEmpty())
                .toList();
    }

    /**
     * A foreign table must have all columns of its parent, and postgres_fdw asks {@code old} for each of them: there is no way
     * to have one on {@code new} alone.
     */
    private static String forOld(Name table, List<Column> columns) {
        String later = "leave it off new until the rows have crossed, "
                + alter("new", table, columns, c -> "DROP COLUMN " + Quote.identifier(c.name()))
                + " and then, after the move of " + table + ", "
                + alter("new", table, columns, Column::addition);
        Predicate<Column> withoutHarm = c -> c.generated().isEmpty()
                && !c.identity()
                && (!c.notNull() || c.byDefault().isPresent());
        return columns.stream().allMatch(withoutHarm)
                ? "Let old have it too, and it crosses with its default: "
                        + alter("old", table, columns, Column::addition)
                        + " From PostgreSQL 11 on that is done at once where the default is the same for all rows; else old writes"
                        + " the whole table anew, and nobody can use it meanwhile. Or " + later
                : "L" + later.substring(1);
    }

    private static String alter(String side, Name table, List<Column> columns, Function<Column, String> clause) {
        return "@" + side + " ALTER TABLE " + table.sql() + " "
                + columns.stream().map(clause).collect(Collectors.joining(", ")) + ";";
    }

    private static Optional<String> difference(Column old, Column fresh) {
        String column = "column " + fresh.name();
        if (!old.type().equals(fresh.type())) {
            return Optional.of(column + " is " + old.type() + " on old and " + fresh.type() + " on new");
        }
        if (old.generated().isPresent() != fresh.generated().isPresent()) {
            return Optional.of(column + " is generated on one side only");
        }
        if (!old.collation().equals(fresh.collation())) {
            return Optional.of(column + " has another collation on new");
        }
        // The planner of new takes the mark for granted: WHERE … IS NULL would not ask old.
        if (fresh.notNull() && !old.notNull()) {
            return Optional.of(column + " is NOT NULL on new only");
        }
        return Optional.empty();
    }
}
