package io.pgford.check;

import io.pgford.catalog.Survey;
import io.pgford.catalog.Table;
import io.pgford.database.Connections;
import io.pgford.database.Side;
import java.util.ArrayList;
import java.util.List;

/**
 * Who may see rows missing or twice while they cross, as far as the catalogs show it: whoever reads with a snapshot that is older
 * than his wait at the gate, or where there is no gate. None once all tables are on {@code new}.
 */
public final class Warnings {
    private Warnings() {}

    /**
     * Looks at both sides.
     *
     * @throws io.pgford.problem.Problem where one of them cannot be reached
     */
    public static List<Warning> of(Connections connections, Survey survey) {
        List<Table> left = survey.crossing().stream()
                .filter(t -> !survey.register().finished(t.name()))
                .toList();
        List<Warning> warnings = new ArrayList<>();
        if (left.isEmpty()) {
            return warnings;
        }
        warnings.addAll(connections.with(Side.NEW, IsolationSettings::above));
        for (Side side : Side.values()) {
            warnings.addAll(connections.with(side, c -> SnapshotHolders.on(side, c)));
        }
        warnings.addAll(connections.with(Side.NEW, LateStandbys::of));
        warnings.addAll(connections.with(Side.NEW, SynchronousStandbys::of));
        boolean copied =
                left.stream().anyMatch(t -> survey.newSide().table(t.name()).isPresent());
        Side side = copied ? Side.NEW : Side.OLD;
        warnings.addAll(connections.with(side, c -> SnapshotFunctions.reading(left, survey.of(side), c)));
        return warnings;
    }
}
