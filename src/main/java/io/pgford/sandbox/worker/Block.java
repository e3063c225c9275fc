package io.pgford.sandbox.worker;

import io.pgford.database.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Rows filled in together that nobody changes. Too many to know one by one, they are known by their number, how many different
 * keys they have, and the sum of the keys.
 */
record Block(Part parents, Part children) {
    /** The rows of one table: a range of keys, and what the rows of this worker in it must add up to. */
    record Part(String table, long low, long high, Sums sums) {}

    /** Rows, different keys, and the sum of the keys. */
    record Sums(long rows, long keys, long total) {}

    static Part part(String table, List<Long> keys) {
        return new Part(
                table,
                keys.stream().mapToLong(Long::longValue).min().orElse(0),
                keys.stream().mapToLong(Long::longValue).max().orElse(-1),
                new Sums(
                        keys.size(),
                        keys.size(),
                        keys.stream().mapToLong(Long::longValue).sum()));
    }

    /** Only the number of rows: cheap enough for while the clients work. */
    static List<Finding> count(Connection connection, Part part, String origin) throws SQLException {
        long seen = Rows.number(
                connection,
                "select count(*) from public." + part.table() + " where id between ? and ? and origin = ?",
                part.low(),
                part.high(),
                origin);
        return seen == part.sums().rows()
                ? List.of()
                : List.of(new Finding(
                        Finding.Wrong.WRONG_COUNT,
                        1,
                        words(part) + " are " + seen + " rows instead of "
                                + part.sums().rows()));
    }

    /** Everything known of the block, so that missing and doubled rows are told apart. */
    static List<Finding> check(Connection connection, Part part, String origin) throws SQLException {
        Sums seen = Rows.first(
                        connection,
                        "select count(*), count(distinct id), coalesce(sum(id), 0) from public." + part.table()
                                + " where id between ? and ? and origin = ?",
                        row -> new Sums(row.getLong(1), row.getLong(2), row.getLong(3)),
                        part.low(),
                        part.high(),
                        origin)
                .orElseThrow();
        return compare(part, seen);
    }

    static List<Finding> compare(Part part, Sums seen) {
        Sums expected = part.sums();
        if (seen.equals(expected)) {
            return List.of();
        }
        String message = words(part) + " are " + seen.rows() + " rows with " + seen.keys() + " keys instead of "
                + expected.rows();
        if (seen.keys() < expected.keys()) {
            return List.of(new Finding(Finding.Wrong.MISSING, expected.keys() - seen.keys(), message));
        }
        if (seen.rows() > seen.keys()) {
            return List.of(new Finding(Finding.Wrong.DOUBLED, seen.rows() - seen.keys(), message));
        }
        return List.of(new Finding(Finding.Wrong.WRONG_COUNT, 1, message + ", and other keys"));
    }

    private static String words(Part part) {
        return "the filled rows of " + part.table() + " from " + part.low() + " to " + part.high();
    }
}
