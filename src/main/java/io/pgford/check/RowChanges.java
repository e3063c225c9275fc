package io.pgford.check;

import io.pgford.catalog.TableActivity;
import io.pgford.database.Connections;
import io.pgford.database.Name;
import io.pgford.database.Rows;
import io.pgford.database.Side;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * What the application has done to a table since its move began, by the servers' statistics: those of both sides, less what the
 * mover did. While anybody is at work they change between two looks, and tell of a moment that is about right.
 *
 * @param inserted rows, at one look
 * @param deleted rows, at the same
 * @param least by how many rows the table had grown at the look that said least; {@code most} at the one that said most
 * @param unreliable why they cannot be trusted, where that is seen
 */
public record RowChanges(long inserted, long deleted, long least, long most, Optional<String> unreliable) {
    private static final String START = """
            SELECT side, inserted, deleted, stats_reset::text FROM pgford.baseline
            WHERE schema_name = ? AND table_name = ?
            """;

    private static final String MOVED =
            "SELECT coalesce(sum(rows), 0) FROM pgford.batch WHERE schema_name = ? AND table_name = ?";

    /** The start on one side. */
    private record Start(Side side, TableActivity activity) {}

    /** As the statistics are now; empty where nobody noted how they were when the move began. */
    static Optional<RowChanges> since(Connections connections, Name table) {
        TableActivity onOld = connections.with(Side.OLD, c -> TableActivity.of(c, table));
        return connections.with(Side.NEW, c -> {
            List<Start> start = start(c, table);
            return start.size() < 2 ? Optional.empty() : Optional.of(of(c, table, start, onOld));
        });
    }

    private static List<Start> start(Connection c, Name table) throws SQLException {
        return Rows.list(
                c,
                START,
                r -> new Start(
                        r.getString(1).equals(Side.OLD.word()) ? Side.OLD : Side.NEW,
                        new TableActivity(r.getLong(2), r.getLong(3), Optional.ofNullable(r.getString(4)))),
                table.schema(),
                table.name());
    }

    private static RowChanges of(Connection c, Name table, List<Start> start, TableActivity onOld) throws SQLException {
        TableActivity onNew = TableActivity.of(c, table);
        long inserted = -Rows.number(c, MOVED, table.schema(), table.name());
        long deleted = -Rows.number(c, MOVED + " AND left_at IS NOT NULL", table.schema(), table.name());
        Optional<String> unreliable = Optional.empty();
        for (Start side : start) {
            TableActivity then = side.activity();
            TableActivity since = side.side() == Side.OLD ? onOld : onNew;
            inserted += since.inserted() - then.inserted();
            deleted += since.deleted() - then.deleted();
            if (!since.reset().equals(then.reset())
                    || since.inserted() < then.inserted()
                    || since.deleted() < then.deleted()) {
                unreliable = Optional.of("the statistics of " + side.side().word()
                        + " were reset, or lost in a crash, since the move began");
            }
        }
        long grown = inserted - deleted;
        return new RowChanges(inserted, deleted, grown, grown, unreliable);
    }

    /**
     * With another look.
     *
     * @param grown by how many rows the table has grown in truth; of the two, the look that comes nearer to it gives the numbers
     */
    RowChanges or(RowChanges later, long grown) {
        boolean nearer = Math.abs(grown - later.inserted + later.deleted) <= Math.abs(grown - inserted + deleted);
        RowChanges best = nearer ? later : this;
        return new RowChanges(
                best.inserted,
                best.deleted,
                Math.min(least, later.least),
                Math.max(most, later.most),
                unreliable.or(later::unreliable));
    }

    /** How far the looks were apart: a difference of as many rows would not be seen. */
    public long unsure() {
        return most - least;
    }
}
