package io.pgford.crossing;

import io.pgford.catalog.Check;
import io.pgford.catalog.Column;
import io.pgford.catalog.Table;
import io.pgford.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether a table is the same on both sides, as far as rows seen through a foreign table depend on it. */
final class Likeness {
    private Likeness() {}

    /** @throws Problem that names all differences */
    static void require(Table old, Table fresh) {
        List<String> unlike = new ArrayList<>();
        if (fresh.kind() != 'r' || fresh.partition() || fresh.parents() || fresh.children()) {
            unlike.add("on new it is partitioned, or part of another inheritance");
        }
        fresh.columns()
                .forEach(column -> column(old.column(column.name()), column).ifPresent(unlike::add));
        old.columns().stream()
                .filter(c -> fresh.column(c.name()).isEmpty())
                .forEach(c -> unlike.add("column " + c.name() + " is only on old"));
        fresh.checks().stream()
                .filter(check -> check.inherited() && check.validated())
                .filter(check -> old.checks().stream().noneMatch(c -> c.name().equals(check.name()) && c.validated()))
                .map(Check::name)
                .forEach(name -> unlike.add(
                        "check " + name + " holds on new only; queries would not find rows of old that break it"));
        if (!unlike.isEmpty()) {
            throw Problem.failed(
                    "Table " + old.name() + " is not the same on both sides:\n  " + String.join("\n  ", unlike),
                    "schema diff shows all differences. Mend one side, then run inherit again.");
        }
    }

    private static Optional<String> column(Optional<Column> old, Column fresh) {
        String column = "column " + fresh.name();
        if (old.isEmpty()) {
            return Optional.of(column + " is only on new");
        }
        if (!old.get().type().equals(fresh.type())) {
            return Optional.of(column + " is " + old.get().type() + " on old and " + fresh.type() + " on new");
        }
        if (old.get().generated().isPresent() != fresh.generated().isPresent()) {
            return Optional.of(column + " is generated on one side only");
        }
        if (!old.get().collation().equals(fresh.collation())) {
            return Optional.of(column + " has another collation on new");
        }
        // The planner of new takes the mark for granted: WHERE … IS NULL would not ask old.
        if (fresh.notNull() && !old.get().notNull()) {
            return Optional.of(column + " is NOT NULL on new only");
        }
        return Optional.empty();
    }
}
