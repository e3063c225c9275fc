package io.pgford.check;

import io.pgford.catalog.Key;
import io.pgford.catalog.Table;
import io.pgford.catalog.TableActivity;
import io.pgford.database.Connections;
import io.pgford.database.Name;
import io.pgford.database.Quote;
import io.pgford.database.Rows;
import io.pgford.database.Side;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Whether the rows of a table add up: those at the start, plus inserted, minus deleted, are those of now. The rows of now, the
 * keys that are there twice and the rows of the ledger are exact; inserted and deleted come from the servers' statistics.
 *
 * @param atStart rows on both sides when the move began
 * @param inserted by the application since then, by statistics
 * @param deleted by the application since then, by statistics
 * @param moved rows of all batches in the ledger
 * @param now rows on both sides, counted in one statement through the hierarchy
 * @param onOld of those, the ones on {@code old}
 * @param doubled rows whose key is there more than once, the first {@value #SHOWN}, each as text
 * @param doublesQuery finds them all, on {@code new}
 * @param unclean batches that have landed and are not known to have left
 * @param finished whether the ledger says that the table is finished
 * @param unreliable why the statistics cannot be trusted, where that is seen
 */
public record RowBalance(
        Name table,
        long atStart,
        long inserted,
        long deleted,
        long moved,
        long now,
        long onOld,
        List<String> doubled,
        String doublesQuery,
        long unclean,
        boolean finished,
        Optional<String> unreliable) {
    /** How many keys are shown. */
    public static final int SHOWN = 20;

    private static final String START = """
            SELECT side, rows, inserted, deleted, stats_reset::text FROM pgford.baseline
            WHERE schema_name = ? AND table_name = ?
            """;

    /** The start on one side. */
    private record Start(Side side, long rows, TableActivity activity) {}

    /** Rows now less the rows that there should be by the statistics. */
    public long difference() {
        return now - (atStart + inserted - deleted);
    }

    /** Whether all that is exact is in order. */
    public boolean holds() {
        return doubled.isEmpty() && !(finished && onOld > 0);
    }

    /** Looks at one table; empty where its move has not begun. Reads the whole table, also what is on {@code old}. */
    public static Optional<RowBalance> of(Connections connections, Table table) {
        Name name = table.name();
        TableActivity oldNow = connections.with(Side.OLD, c -> TableActivity.of(c, name));
        long left = connections.with(Side.OLD, c -> Rows.number(c, "SELECT count(*) FROM ONLY " + name.sql()));
        return connections.with(Side.NEW, c -> {
            List<Start> start = start(c, name);
            return start.size() < 2 ? Optional.empty() : Optional.of(of(c, table, start, oldNow, left));
        });
    }

    private static List<Start> start(Connection c, Name name) throws SQLException {
        return Rows.list(
                c,
                START,
                r -> new Start(
                        r.getString(1).equals(Side.OLD.word()) ? Side.OLD : Side.NEW,
                        r.getLong(2),
                        new TableActivity(r.getLong(3), r.getLong(4), Optional.ofNullable(r.getString(5)))),
                name.schema(),
                name.name());
    }

    private static RowBalance of(Connection c, Table table, List<Start> start, TableActivity oldNow, long left)
            throws SQLException {
        Name name = table.name();
        String doubles = doubles(table);
        long now = Rows.number(c, "SELECT count(*) FROM " + name.sql());
        List<String> doubled = Rows.list(c, doubles + " LIMIT " + SHOWN, r -> r.getString("row"));
        TableActivity newNow = TableActivity.of(c, name);
        long moved = ledger(c, "coalesce(sum(rows), 0)", name, "true");
        long inserted = -moved;
        long deleted = -ledger(c, "coalesce(sum(rows), 0)", name, "left_at IS NOT NULL");
        long rows = 0;
        Optional<String> unreliable = Optional.empty();
        for (Start side : start) {
            TableActivity then = side.activity();
            TableActivity since = side.side() == Side.OLD ? oldNow : newNow;
            rows += side.rows();
            inserted += since.inserted() - then.inserted();
            deleted += since.deleted() - then.deleted();
            if (!since.reset().equals(then.reset())
                    || since.inserted() < then.inserted()
                    || since.deleted() < then.deleted()) {
                unreliable = Optional.of("the statistics of " + side.side().word()
                        + " were reset, or lost in a crash, since the move began");
            }
        }
        return new RowBalance(
                name,
                rows,
                inserted,
                deleted,
                moved,
                now,
                left,
                doubled,
                doubles + ";",
                ledger(c, "count(*)", name, "left_at IS NULL"),
                Rows.holds(
                        c,
                        "SELECT EXISTS (SELECT FROM pgford.progress WHERE schema_name = ? AND table_name = ? AND finished_at IS NOT NULL)",
                        name.schema(),
                        name.name()),
                unreliable);
    }

    private static long ledger(Connection c, String what, Name name, String where) throws SQLException {
        return Rows.number(
                c,
                "SELECT " + what + " FROM pgford.batch WHERE schema_name = ? AND table_name = ? AND " + where,
                name.schema(),
                name.name());
    }

    private static String doubles(Table table) {
        List<String> columns = table.key().map(Key::columns).orElse(List.of());
        if (columns.isEmpty()) {
            return "SELECT '' AS row WHERE false";
        }
        String key = columns.stream().map(Quote::identifier).collect(Collectors.joining(", "));
        return "SELECT pg_catalog.concat_ws(', ', " + key + ") AS row, pg_catalog.count(*)\nFROM "
                + table.name().sql() + "\nGROUP BY " + key + " HAVING pg_catalog.count(*) > 1";
    }
}
