package io.pgford.move;

import io.pgford.catalog.Column;
import io.pgford.catalog.Table;
import io.pgford.database.Quote;
import io.pgford.database.Rows;
import io.pgford.problem.Problem;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * Reads the rows of a batch back on {@code new}, in the transaction that lands them, and compares them with what {@code old}
 * sent. Only the rows of this very transaction are read ({@code xmin}), whatever the application has inserted among them.
 */
final class Verification {
    /** From this version on, both sides write floating-point numbers alike (release notes of PostgreSQL 12). */
    private static final int SHORTEST_FLOATS = 120_000;

    /** What older versions write as the present ones do. */
    private static final Set<String> SAME_TEXT = Set.of(
            "smallint",
            "integer",
            "bigint",
            "numeric",
            "text",
            "character",
            "character varying",
            "boolean",
            "date",
            "timestamp without time zone",
            "timestamp with time zone",
            "time without time zone",
            "interval",
            "uuid",
            "bytea",
            "json",
            "jsonb",
            "inet",
            "cidr",
            "xml",
            "money",
            "oid",
            "name",
            "bit",
            "bit varying");

    private final Connection land;
    private final Table table;
    private long blocks;

    /** @param land the session that lands the rows */
    Verification(Connection land, Table table) {
        this.land = land;
        this.table = table;
    }

    /**
     * Refuses what cannot be compared byte for byte.
     *
     * @param oldVersion as {@code server_version_num}
     * @throws Problem where {@code old} is older than 12 and may write a column's values otherwise than {@code new}
     */
    static void requireSameText(Table table, int oldVersion) {
        if (oldVersion >= SHORTEST_FLOATS) {
            return;
        }
        List<String> others = table.dataColumns().stream()
                .filter(c -> !SAME_TEXT.contains(base(c)))
                .map(c -> Quote.identifier(c.name()) + " " + c.type())
                .toList();
        if (!others.isEmpty()) {
            throw Problem.failed(
                    "Table " + table.name()
                            + " cannot be verified byte for byte: before version 12 old writes floating-point"
                            + " numbers otherwise than new, and these columns may hold some: "
                            + String.join(", ", others),
                    "Move it without --verify: move " + table.name());
        }
    }

    private static String base(Column column) {
        return column.type()
                .replaceAll("\\([0-9, ]*\\)", "")
                .replaceAll("(\\[\\])+$", "")
                .strip();
    }

    /** Before the rows land: remembers where the table ends, since most of them will land behind that. */
    void begin() throws SQLException {
        blocks = Rows.number(
                land,
                "SELECT pg_catalog.pg_relation_size(?::pg_catalog.regclass) / pg_catalog.current_setting('block_size')::bigint",
                table.name().sql());
    }

    /**
     * After they have landed, before the commit.
     *
     * @throws Problem where what is read back is not what was sent; the caller rolls both sides back
     */
    void require(KeyRange range, CopyPump.Pumped sent) throws SQLException {
        RowSum back = new RowSum();
        // Rows may also land in free space before the old end; and the order of text on new may be another one.
        for (String where :
                List.of("ctid >= '(" + Math.max(0, blocks - 1) + ",0)'::tid", range.condition(table), "true")) {
            back = readBack(where);
            if (back.rows() == sent.rows()) {
                break;
            }
        }
        if (back.rows() != sent.rows() || back.bytes() != sent.bytes() || back.value() != sent.checksum()) {
            throw Problem.failed(
                    String.format(
                            Locale.ROOT,
                            "A batch of %s is not on new what it was on old: old sent %,d rows, %,d bytes, checksum %016x;"
                                    + " new read back %,d rows, %,d bytes, checksum %016x. The rows: %s",
                            table.name(),
                            sent.rows(),
                            sent.bytes(),
                            sent.checksum(),
                            back.rows(),
                            back.bytes(),
                            back.value(),
                            range.condition(table)),
                    "Both sides were rolled back, nothing of this batch has moved. Look for a trigger ENABLE ALWAYS, a rule or a"
                            + " column of another type on new.");
        }
    }

    private RowSum readBack(String where) throws SQLException {
        CopyOut out = land.unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut("COPY (SELECT " + table.dataColumnList() + " FROM ONLY "
                        + table.name().sql() + " WHERE xmin = pg_catalog.pg_current_xact_id()::pg_catalog.xid AND "
                        + where
                        + ") TO STDOUT");
        RowSum sum = new RowSum();
        while (addOne(out, sum)) {
            // As in CopyPump: never two rows at a time.
        }
        return sum;
    }

    private static boolean addOne(CopyOut out, RowSum sum) throws SQLException {
        byte[] row = out.readFromCopy();
        if (row != null) {
            sum.add(row);
        }
        return row != null;
    }
}
