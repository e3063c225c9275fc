package io.pgford.move;

import io.pgford.catalog.Column;
import io.pgford.catalog.Table;
import io.pgford.database.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What rows are written as on their way between the two sides, as COPY calls it. */
enum CopyFormat {
    /** Any column; the two sides need not even declare it alike. */
    TEXT(""),
    /**
     * Less work for both sides: nothing is written as text and read again. Only for types that all versions send alike, and where both
     * sides declare the column alike.
     */
    BINARY(" (FORMAT binary)");

    /** No arrays, and nothing that users have made: their values hold OIDs, which differ from server to server. */
    private static final Set<String> SENT_ALIKE = Set.of(
            "smallint",
            "integer",
            "bigint",
            "real",
            "double precision",
            "numeric",
            "boolean",
            "text",
            "character varying",
            "character",
            "bpchar",
            "uuid",
            "date",
            "timestamp without time zone",
            "timestamp with time zone",
            "time without time zone",
            "bytea",
            "json",
            "jsonb");

    private static final Pattern MODIFIER = Pattern.compile("\\([0-9,-]*\\)");

    private static final String TYPES = """
            SELECT a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod) FROM pg_catalog.pg_attribute a
            WHERE a.attrelid = ? AND a.attnum > 0 AND NOT a.attisdropped
            """;

    /** Manual, COPY, "File Header"; no row begins like it, since a table cannot have so many columns. */
    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0};

    private static final int HEADER_BYTES = SIGNATURE.length + 8;

    private final String option;

    CopyFormat(String option) {
        this.option = option;
    }

    /**
     * The format for a table.
     *
     * @param table as {@code old} has it
     * @param localOid of the one on {@code new}
     */
    static CopyFormat of(Connection land, Table table, long localOid) throws SQLException {
        Map<String, String> landing = new TreeMap<>();
        Rows.list(land, TYPES, row -> landing.put(row.getString(1), row.getString(2)), localOid);
        return table.dataColumns().stream().allMatch(c -> sentAlike(c, landing)) ? BINARY : TEXT;
    }

    private static boolean sentAlike(Column column, Map<String, String> landing) {
        return SENT_ALIKE.contains(MODIFIER.matcher(column.type()).replaceFirst(""))
                && column.type().equals(landing.get(column.name()));
    }

    /** What a COPY ends with. */
    String option() {
        return option;
    }

    /** How many bytes of what COPY has sent at once stand before the row in it; all of them where there is none. */
    int before(byte[] sent) {
        int start = this == BINARY && startsWith(sent) ? HEADER_BYTES : 0;
        boolean trailer = this == BINARY && sent.length - start == 2 && sent[start] == -1 && sent[start + 1] == -1;
        return trailer ? sent.length : start;
    }

    private static boolean startsWith(byte[] sent) {
        return sent.length >= HEADER_BYTES && Arrays.equals(sent, 0, SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length);
    }
}
