package io.pgford.crossing;

import io.pgford.catalog.Check;
import io.pgford.catalog.ColumnDifferences;
import io.pgford.catalog.Table;
import io.pgford.problem.Problem;
import java.util.ArrayList;
import java.util.List;

/** Whether a table is the same on both sides, as far as rows seen through a foreign table depend on it. */
final class Likeness {
    private Likeness() {}

    /** @throws Problem that names all differences */
    static void require(Table old, Table fresh) {
        List<String> unlike = new ArrayList<>();
        if (fresh.kind() != 'r' || fresh.partition() || fresh.parents() || fresh.children()) {
            unlike.add("on new it is partitioned, or part of another inheritance");
        }
        ColumnDifferences columns = ColumnDifferences.of(old, fresh);
        unlike.addAll(columns.what());
        fresh.checks().stream()
                .filter(check -> check.inherited() && check.validated())
                .filter(check -> old.checks().stream().noneMatch(c -> c.name().equals(check.name()) && c.validated()))
                .map(Check::name)
                .forEach(name -> unlike.add(
                        "check " + name + " holds on new only; queries would not find rows of old that break it"));
        if (!unlike.isEmpty()) {
            throw Problem.failed(
                    "Table " + old.name() + " is not the same on both sides:\n  " + String.join("\n  ", unlike),
                    columns.advice("run inherit again"));
        }
    }
}
