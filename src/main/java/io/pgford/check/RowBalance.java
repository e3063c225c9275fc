package io.pgford.check;

import io.pgford.catalog.Key;
import io.pgford.catalog.Table;
import io.pgford.database.Connections;
import io.pgford.database.Name;
import io.pgford.database.Pause;
import io.pgford.database.Quote;
import io.pgford.database.Rows;
import io.pgford.database.Side;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Whether the rows of a table add up: those at the start, plus inserted, minus deleted, are those of now. The rows of now, the
 * keys that are there twice and the rows of the ledger are exact; inserted and deleted come from the servers' statistics.
 *
 * @param atStart rows on both sides when the move began
 * @param changes what the application did since then, by statistics
 * @param moved rows of all batches in the ledger
 * @param now rows on both sides, counted in one statement through the hierarchy, which no batch crosses meanwhile
 * @param onOld rows on {@code old}, counted by themselves
 * @param doubled rows whose key is there more than once, the first {@value #SHOWN}, each as text
 * @param doublesQuery finds them all, on {@code new}
 * @param unclean batches that have landed and are not known to have left
 * @param finished whether the ledger says that the table is finished
 */
public record RowBalance(
        Name table,
        long atStart,
        RowChanges changes,
        long moved,
        long now,
        long onOld,
        List<String> doubled,
        String doublesQuery,
        long unclean,
        boolean finished) {
    /** How many keys are shown. */
    public static final int SHOWN = 20;

    /** Sessions at work tell their statistics once a second, silent ones after ten (manual, "The Cumulative Statistics System"). */
    private static final long LATE_NANOS = TimeUnit.SECONDS.toNanos(12);

    private static final long AGAIN_MILLIS = 500;

    /** Rows now less the rows that there should be by the statistics; 0 where these say so at any time since the count began. */
    public long difference() {
        long grown = now - atStart;
        if (changes.least() <= grown && grown <= changes.most()) {
            return 0;
        }
        return grown > changes.most() ? grown - changes.most() : grown - changes.least();
    }

    /** Whether all that is exact is in order. */
    public boolean holds() {
        return doubled.isEmpty() && !(finished && onOld > 0);
    }

    /**
     * Looks at one table; empty where its move has not begun. Reads the whole table, also what is on {@code old}. Where it does not
     * add up, waits some seconds for statistics that come late.
     */
    public static Optional<RowBalance> of(Connections connections, Table table) {
        Name name = table.name();
        Optional<RowChanges> before = RowChanges.since(connections, name);
        if (before.isEmpty()) {
            return Optional.empty();
        }
        long left = connections.with(Side.OLD, c -> Rows.number(c, "SELECT count(*) FROM ONLY " + name.sql()));
        RowBalance balance = connections.with(Side.NEW, c -> counted(c, table, before.get(), left));
        long end = System.nanoTime() + LATE_NANOS;
        do {
            balance = balance.with(RowChanges.since(connections, name).orElse(balance.changes()));
        } while (balance.difference() != 0
                && balance.changes().unreliable().isEmpty()
                && System.nanoTime() - end < 0
                && Pause.of(AGAIN_MILLIS));
        return Optional.of(balance);
    }

    private RowBalance with(RowChanges later) {
        return new RowBalance(
                table,
                atStart,
                changes.or(later, now - atStart),
                moved,
                now,
                onOld,
                doubled,
                doublesQuery,
                unclean,
                finished);
    }

    private static RowBalance counted(Connection c, Table table, RowChanges changes, long left) throws SQLException {
        Name name = table.name();
        String doubles = doubles(table);
        long now = Rows.number(c, "SELECT count(*) FROM " + name.sql());
        return new RowBalance(
                name,
                Rows.number(
                        c,
                        "SELECT sum(rows)::bigint FROM pgford.baseline WHERE schema_name = ? AND table_name = ?",
                        name.schema(),
                        name.name()),
                changes,
                ledger(c, "coalesce(sum(rows), 0)", name, "true"),
                now,
                left,
                Rows.list(c, doubles + " LIMIT " + SHOWN, r -> r.getString("row")),
                doubles + ";",
                ledger(c, "count(*)", name, "left_at IS NULL"),
                Rows.holds(
                        c,
                        "SELECT EXISTS (SELECT FROM pgford.progress WHERE schema_name = ? AND table_name = ? AND finished_at IS NOT NULL)",
                        name.schema(),
                        name.name()));
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
