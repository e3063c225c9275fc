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
    private final CopyFormat format;
    private CopyPump.Pumped sentBefore = new CopyPump.Pumped(0, 0, 0);
    private long blocks;

    /**
     * For one transaction.
     *
     * @param land the session that lands the rows
     * @param format that they are sent in
     */
    Verification(Connection land, Table table, CopyFormat format) {
        this.land = land;
        this.table = table;
        this.format = format;
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

    /** Before rows land: remembers where the table ends, since most of them will land behind that. */
    void begin() throws SQLException {
        blocks = Rows.number(
                land,
                "SELECT pg_catalog.pg_relation_size(?::pg_catalog.regclass) / pg_catalog.current_setting('block_size')::bigint",
                table.name().sql());
    }

    /**
     * After those of a range have landed, before the commit.
     *
     * @throws Problem where what is read back is not what was sent; the caller rolls both sides back
     */
    void require(KeyRange range, CopyPump.Pumped sent) throws SQLException {
        sentBefore = sentBefore.and(sent);
        String within = range.condition(table);
        String behind = "ctid >= '(" + Math.max(0, blocks - 1) + ",0)'::tid AND ";
        CopyPump.Pumped back = landed(behind + within);
        // Rows may also land in free space before the old end.
        if (back.rows() < sent.rows()) {
            back = landed(within);
        }
        if (back.equals(sent)) {
            return;
        }
        // The order of text on new may be another one, or what has changed may be the key.
        CopyPump.Pumped all = landed("true");
        if (!all.equals(sentBefore)) {
            throw differs(range, sent, all.minus(sentBefore).and(sent));
        }
    }

    /**
     * After the rows of a range have come into a temporary table, and those that were missing have landed from there.
     *
     * @param source the temporary table, as SQL
     * @param apart how many are known to differ
     * @throws Problem as above
     */
    void requireHealed(KeyRange range, CopyPump.Pumped sent, String source, String key, long apart)
            throws SQLException {
        CopyPump.Pumped back = readBack(source, "true");
        if (!back.equals(sent)) {
            throw differs(range, sent, back);
        }
        long unlike = Rows.number(land, """
                SELECT count(*) FROM %1$s h LEFT JOIN ONLY %2$s n USING (%3$s)
                WHERE ROW(%4$s)::text IS DISTINCT FROM ROW(%5$s)::text
                """.formatted(
                        source, table.name().sql(), key, table.dataColumnList("n"), table.dataColumnList("h")));
        if (unlike != apart) {
            throw refused(
                    String.format(Locale.ROOT, "%,d rows that had come were changed as they landed", unlike - apart),
                    range);
        }
    }

    private Problem differs(KeyRange range, CopyPump.Pumped sent, CopyPump.Pumped back) {
        return refused(
                String.format(
                        Locale.ROOT,
                        "old sent %,d rows, %,d bytes, checksum %016x;"
                                + " new read back %,d rows, %,d bytes, checksum %016x",
                        sent.rows(),
                        sent.bytes(),
                        sent.checksum(),
                        back.rows(),
                        back.bytes(),
                        back.checksum()),
                range);
    }

    private Problem refused(String difference, KeyRange range) {
        return Problem.failed(
                "A batch of " + table.name() + " is not on new what it was on old: " + difference + ". The rows: "
                        + range.condition(table),
                "Both sides were rolled back, and nothing of this batch has moved. On new, look for columns of another type"
                        + " (schema diff) and for triggers that fire ALWAYS (\\d "
                        + table.name() + "); put that right, then go on: move " + table.name() + " --verify");
    }

    private CopyPump.Pumped landed(String where) throws SQLException {
        return readBack(
                "ONLY " + table.name().sql(),
                "xmin = pg_catalog.pg_current_xact_id()::pg_catalog.xid AND (" + where + ")");
    }

    private CopyPump.Pumped readBack(String source, String where) throws SQLException {
        CopyOut out = land.unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut("COPY (SELECT " + table.dataColumnList() + " FROM " + source + " WHERE " + where
                        + ") TO STDOUT" + format.option());
        RowSum sum = new RowSum(format);
        while (addOne(out, sum)) {
            // As in CopyPump: never two rows at a time.
        }
        return new CopyPump.Pumped(sum.rows(), sum.bytes(), sum.value());
    }

    private static boolean addOne(CopyOut out, RowSum sum) throws SQLException {
        byte[] sent = out.readFromCopy();
        if (sent != null) {
            sum.add(sent);
        }
        return sent != null;
    }
}
