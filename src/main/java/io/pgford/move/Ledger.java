package io.pgford.move;

import io.pgford.database.Name;
import io.pgford.database.Rows;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** What has crossed, written on {@code new} by the very transactions that land it. */
final class Ledger {
    private Ledger() {}

    /**
     * A batch that has landed and is not known to have left.
     *
     * @param id its number in the ledger
     */
    record Unclean(long id, KeyRange range) {}

    /** Notes that the move of a table begins, unless it has begun already. */
    static void begin(Connection land, Name table, long rowsAtStart) throws SQLException {
        Rows.change(land, """
                        INSERT INTO pgford.progress (schema_name, table_name, rows_at_start) VALUES (?, ?, ?)
                        ON CONFLICT DO NOTHING
                        """, table.schema(), table.name(), rowsAtStart);
    }

    /** Notes a batch in the transaction that lands it; returns its number. */
    static long landed(Connection land, Name table, KeyRange range, CopyPump.Pumped pumped, boolean healing)
            throws SQLException {
        return Rows.number(
                land,
                """
                INSERT INTO pgford.batch (schema_name, table_name, after_key, upto_key, rows, bytes, checksum, healing)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id
                """,
                table.schema(),
                table.name(),
                array(range.after()),
                array(range.upto()),
                pumped.rows(),
                pumped.bytes(),
                pumped.checksum(),
                healing);
    }

    private static Object array(List<String> key) {
        return key.toArray(String[]::new);
    }

    /**
     * Notes that a batch has left {@code old}, and how long the gate was closed for it, in a transaction of its own. It may be
     * lost by a crash of {@code new}: then an empty range is healed in vain.
     */
    static void left(Connection land, long batch, double gateClosedMillis) throws SQLException {
        Rows.run(land, "SET LOCAL synchronous_commit = off");
        Rows.change(land, """
                UPDATE pgford.batch SET left_at = pg_catalog.clock_timestamp(), gate_closed = ? * interval '1 millisecond'
                WHERE id = ?
                """, gateClosedMillis, batch);
        land.commit();
    }

    /** The batches of a table that landed and are not known to have left, oldest first. */
    static List<Unclean> unclean(Connection land, Name table) throws SQLException {
        return Rows.list(
                land,
                """
                SELECT id, after_key, upto_key FROM pgford.batch
                WHERE schema_name = ? AND table_name = ? AND left_at IS NULL ORDER BY id
                """,
                row -> new Unclean(
                        row.getLong("id"),
                        new KeyRange(texts(row.getArray("after_key")), texts(row.getArray("upto_key")))),
                table.schema(),
                table.name());
    }

    private static List<String> texts(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }

    /** Where the first pass over a table stands: the upper key of the last batch. Empty before the first one. */
    static List<String> reached(Connection land, Name table) throws SQLException {
        return Rows.first(land, """
                        SELECT upto_key FROM pgford.batch
                        WHERE schema_name = ? AND table_name = ? AND NOT healing ORDER BY id DESC LIMIT 1
                        """, row -> texts(row.getArray(1)), table.schema(), table.name())
                .orElse(List.of());
    }

    /** Whether a batch of this table was ever interrupted and healed. */
    static boolean healed(Connection land, Name table) throws SQLException {
        return Rows.holds(
                land,
                "SELECT EXISTS (SELECT FROM pgford.batch WHERE schema_name = ? AND table_name = ? AND healing)",
                table.schema(),
                table.name());
    }

    /** Notes that all rows of a table are on {@code new}. */
    static void finished(Connection connection, Name table) throws SQLException {
        Rows.change(
                connection,
                "UPDATE pgford.progress SET finished_at = pg_catalog.now() WHERE schema_name = ? AND table_name = ?",
                table.schema(),
                table.name());
    }
}
