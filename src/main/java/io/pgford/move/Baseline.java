package io.pgford.move;

import io.pgford.catalog.RegisterTables;
import io.pgford.catalog.TableActivity;
import io.pgford.database.Name;
import io.pgford.database.Rows;
import io.pgford.database.Side;
import java.sql.Connection;
import java.sql.SQLException;

/** What {@code check rows} starts from, noted when the move of a table begins. */
final class Baseline {
    private Baseline() {}

    /**
     * Notes rows and statistics of both sides in the transaction of {@code land}.
     *
     * @param rowsOnOld as they were just counted
     */
    static void take(Sessions sessions, Name table, long rowsOnOld) throws SQLException {
        TableActivity onOld = sessions.leaving(leave -> {
            TableActivity activity = TableActivity.of(leave, table);
            leave.rollback();
            return activity;
        });
        Connection land = sessions.land();
        // Where an earlier version of pgford began the crossing, it is not there yet.
        Rows.run(land, RegisterTables.BASELINE);
        long rowsOnNew = Rows.number(land, "SELECT count(*) FROM ONLY " + table.sql());
        note(land, table, Side.OLD, rowsOnOld, onOld);
        note(land, table, Side.NEW, rowsOnNew, TableActivity.of(land, table));
    }

    private static void note(Connection land, Name table, Side side, long rows, TableActivity activity)
            throws SQLException {
        Rows.change(
                land,
                """
                INSERT INTO pgford.baseline (schema_name, table_name, side, rows, inserted, deleted, stats_reset)
                VALUES (?, ?, ?, ?, ?, ?, ?::timestamptz) ON CONFLICT DO NOTHING
                """,
                table.schema(),
                table.name(),
                side.word(),
                rows,
                activity.inserted(),
                activity.deleted(),
                activity.reset().orElse(null));
    }
}
