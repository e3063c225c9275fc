package io.pgford.command;

import io.pgford.catalog.MoveOrder;
import io.pgford.catalog.Survey;
import io.pgford.catalog.Table;
import io.pgford.database.Quote;
import io.pgford.problem.Problem;
import java.util.List;

/** Tables of the crossing, as the operator's words name them. */
final class CrossingTables {
    private CrossingTables() {}

    /**
     * The tables that these words name, each once.
     *
     * @throws Problem for an unknown table, or one that was left out of the crossing
     */
    static List<Table> named(Survey survey, List<String> words) {
        List<Table> tables = words.stream()
                .map(word -> survey.oldSide().named(word))
                .distinct()
                .toList();
        for (Table table : tables) {
            if (survey.register().skipped().contains(table.name())) {
                throw Problem.failed(
                        "Table " + table.name() + " was left out of the crossing (fdw init --skip)",
                        "Its rows stay on old. To take it in: @new delete from pgford.skipped where table_name = "
                                + Quote.literal(table.name().name()) + ";  then fdw init.");
            }
        }
        return tables;
    }

    /** All of them, in the order in which they should cross. */
    static List<Table> inMoveOrder(Survey survey) {
        return MoveOrder.of(survey.crossing(), survey.references());
    }
}
