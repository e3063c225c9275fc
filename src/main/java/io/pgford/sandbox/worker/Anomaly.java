package io.pgford.sandbox.worker;

import java.util.List;

/** Ends an operation that saw something which cannot be. */
final class Anomaly extends RuntimeException {
    private final transient List<Finding> findings;

    Anomaly(List<Finding> findings) {
        super(findings.isEmpty() ? "" : findings.get(0).message());
        this.findings = List.copyOf(findings);
    }

    List<Finding> findings() {
        return findings;
    }

    /** Throws where there is something to tell. */
    static void in(List<Finding> findings) {
        if (!findings.isEmpty()) {
            throw new Anomaly(findings);
        }
    }

    /** A statement on one row must say that it changed one row. */
    static void unlessOne(int changed, String doing, String table, long id) {
        unless(1, changed, doing, table, id);
    }

    /** A statement on rows that are known one by one must say that it changed so many. */
    static void unless(int expected, int changed, String doing, String table, long id) {
        if (changed != expected) {
            Finding.Wrong wrong = changed < expected ? Finding.Wrong.MISSING : Finding.Wrong.DOUBLED;
            throw new Anomaly(List.of(new Finding(
                    wrong,
                    Math.abs((long) changed - expected),
                    "the " + doing + " of " + table + " " + id + " reported " + changed + " rows instead of "
                            + expected)));
        }
    }
}
