package io.pgford.sandbox.worker;

import io.pgford.database.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Some rows of parent that every client counts up, with the totals kept, so that an increment lost between two clients shows.
 * Whoever reads one while others write knows the limits: not less than was confirmed before, not more than was begun after.
 */
final class SharedRows {
    private final List<Row> rows;

    SharedRows(List<Long> ids) {
        rows = ids.stream().map(Row::new).toList();
    }

    List<Long> ids() {
        return rows.stream().map(row -> row.id).toList();
    }

    /** One that is still looked at; empty when all are out of use. */
    Optional<Row> any(RandomGenerator random) {
        List<Row> used = rows.stream().filter(Row::used).toList();
        return used.isEmpty() ? Optional.empty() : Optional.of(used.get(random.nextInt(used.size())));
    }

    /** What is wrong at the end, when nobody writes any more. */
    List<Finding> check(Connection connection) throws SQLException {
        List<Finding> findings = new ArrayList<>();
        for (Row row : rows) {
            if (row.used()) {
                List<Integer> seen = row.read(connection);
                findings.addAll(row.compareOnce(seen));
                if (seen.size() == 1) {
                    row.compareAtEnd(seen.get(0)).ifPresent(findings::add);
                }
            }
        }
        return findings;
    }

    /** One row and what is known of its counter. */
    static final class Row {
        private final long id;
        private long begun;
        private long confirmed;
        private long unsure;
        private long told;
        private boolean used = true;

        Row(long id) {
            this.id = id;
        }

        long id() {
            return id;
        }

        List<Integer> read(Connection connection) throws SQLException {
            return Rows.list(connection, "select visits from public.parent where id = ?", row -> row.getInt(1), id);
        }

        synchronized void begin() {
            begun++;
        }

        synchronized void confirm() {
            confirmed++;
        }

        /** An increment that was begun may have happened or not. */
        synchronized void doubt() {
            unsure++;
        }

        /** An increment that was begun has not happened. */
        synchronized void abandon() {
            begun--;
        }

        /** From now on nothing is expected of it. */
        synchronized void retire() {
            used = false;
        }

        synchronized boolean used() {
            return used;
        }

        synchronized long confirmed() {
            return confirmed;
        }

        List<Finding> compareOnce(List<Integer> seen) {
            if (seen.size() == 1) {
                return List.of();
            }
            return List.of(
                    seen.isEmpty()
                            ? new Finding(Finding.Wrong.MISSING, 1, "shared parent " + id + " is not there")
                            : new Finding(
                                    Finding.Wrong.DOUBLED,
                                    seen.size() - 1L,
                                    "shared parent " + id + " is there " + seen.size() + " times"));
        }

        /**
         * What is wrong with a value read while others write. A loss is told once.
         *
         * @param confirmedBefore what {@link #confirmed()} gave before it was read
         */
        synchronized Optional<Finding> compare(long seen, long confirmedBefore) {
            long lost = confirmedBefore - told - seen;
            if (lost > 0) {
                told += lost;
                return Optional.of(lost(seen, confirmedBefore, lost));
            }
            return seen > begun
                    ? Optional.of(new Finding(
                            Finding.Wrong.WRONG_COUNT,
                            1,
                            "shared parent " + id + " counts " + seen + " visits, and only " + begun + " were begun"))
                    : Optional.empty();
        }

        synchronized Optional<Finding> compareAtEnd(long seen) {
            boolean complete = seen >= confirmed && seen <= confirmed + unsure;
            boolean toldAlready = told > 0 && seen == confirmed - told;
            if (complete || toldAlready) {
                return Optional.empty();
            }
            if (seen < confirmed - told) {
                return Optional.of(lost(seen, confirmed, confirmed - told - seen));
            }
            return Optional.of(new Finding(
                    Finding.Wrong.WRONG_COUNT,
                    1,
                    "shared parent " + id + " counts " + seen + " visits at the end instead of " + confirmed));
        }

        private Finding lost(long seen, long atLeast, long lost) {
            return new Finding(
                    Finding.Wrong.LOST_UPDATE,
                    lost,
                    "shared parent " + id + " counts " + seen + " visits, and " + atLeast + " were confirmed");
        }
    }
}
