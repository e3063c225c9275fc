package io.pgford.move;

import io.pgford.catalog.Register;
import io.pgford.database.Rows;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Keeps a second mover away from a table, by an advisory lock that the {@code land} session holds: without that session no row
 * can land, so whoever gets the lock knows that nobody else is landing rows.
 */
final class TableLock {
    private TableLock() {}

    /** Takes the lock if it is free. It is released when the session ends. */
    static boolean take(Connection land, long tableOid) throws SQLException {
        boolean taken = Rows.holds(
                land, "SELECT pg_catalog.pg_try_advisory_lock(?, ?)", Register.ADVISORY_CLASS, (int) tableOid);
        land.commit();
        return taken;
    }
}
