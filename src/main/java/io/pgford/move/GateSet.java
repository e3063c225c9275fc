package io.pgford.move;

import io.pgford.catalog.Gates;
import io.pgford.catalog.Register;
import io.pgford.database.Name;
import io.pgford.database.Rows;
import io.pgford.problem.Problem;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The gates of all tables that still reach over to {@code old}. All of them close for each batch: a transaction over two tables
 * keeps the snapshot of its first access to {@code old}, so a table moved later in the same transaction would show its rows
 * twice.
 */
final class GateSet {
    private static final String WAITING = """
            SELECT count(DISTINCT pid) FROM pg_catalog.pg_locks
            WHERE NOT granted AND mode <> 'AccessExclusiveLock' AND relation = ANY (?::oid[]) AND database = (
                SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())
            """;

    private static final String HOLDERS = """
            SELECT a.pid, coalesce(a.usename, '') AS role, coalesce(a.application_name, '') AS application,
                   coalesce(extract(epoch FROM pg_catalog.clock_timestamp() - a.xact_start), 0)::bigint AS age,
                   pg_catalog.left(pg_catalog.regexp_replace(a.query, '\\s+', ' ', 'g'), 60) AS query
            FROM pg_catalog.pg_stat_activity a
            WHERE a.pid <> pg_catalog.pg_backend_pid() AND a.pid IN (
                SELECT l.pid FROM pg_catalog.pg_locks l WHERE l.granted AND l.relation = ANY (?::oid[]))
            ORDER BY a.xact_start LIMIT 3
            """;

    private static final long LONGEST_CLOSING_MILLIS = 200;

    /** In the order in which they are closed. */
    private final List<Gates> gates;

    private GateSet(List<Gates> gates) {
        this.gates = new ArrayList<>(gates);
    }

    /**
     * Another order for the next try. Transactions of the application take the gates in orders of their own; one that suits most of
     * them is found by trying, and kept for as long as it works.
     */
    void reorder() {
        Collections.shuffle(gates);
    }

    /**
     * The gates to close, in the order in which they are locked: those that the attached tables share, or the moving table's own.
     *
     * @throws Problem where two of them stand in the wrong order, see {@link Gates}
     */
    static GateSet of(Register register, Name moving, GatesToClose which) {
        boolean all = which == GatesToClose.ALL;
        register.gates().stream().filter(g -> !g.ordered()).findFirst().ifPresent(wrong -> {
            Name table = wrong.tables().contains(moving)
                    ? moving
                    : wrong.tables().stream().sorted().findFirst().orElseThrow();
            throw Problem.failed(
                    "The gates of " + table + " stand in the wrong order: " + wrong.outer() + " has OID "
                            + wrong.outerOid() + ", " + wrong.inner() + " has " + wrong.innerOid(),
                    "Make them anew: inherit " + table);
        });
        if (register.attached(moving) && register.gatesOf(moving, all).isEmpty()) {
            throw Problem.failed("Table " + moving + " has no gates", "Make them: inherit " + moving);
        }
        return new GateSet(register.gates().stream()
                .filter(g -> g.shared() == all)
                .filter(g -> all
                        ? g.tables().stream().anyMatch(register::attached)
                        : g.tables().contains(moving))
                .sorted(Comparator.comparingLong(Gates::outerOid))
                .toList());
    }

    /** No gates at all. */
    static GateSet none() {
        return new GateSet(List.of());
    }

    /** Leaves out from now on what is there no more, and what guards no table that reaches over to {@code old}. */
    void keep(Register register) {
        Set<Long> closed = register.gates().stream()
                .filter(g -> g.tables().stream().anyMatch(register::attached))
                .map(Gates::outerOid)
                .collect(Collectors.toSet());
        gates.removeIf(g -> !closed.contains(g.outerOid()));
    }

    /** The gates of tables that no longer reach over to {@code old}: their readers have nothing to wait for any more. */
    static GateSet needless(Register register) {
        return new GateSet(register.gates().stream()
                .filter(g -> g.tables().stream().anyMatch(register::finished))
                .sorted(Comparator.comparingLong(Gates::outerOid))
                .toList());
    }

    /** Takes these gates, which are closed in this connection's transaction, off the tables that need none any more. */
    void release(Connection lock, Register register) throws SQLException {
        for (Gates pair : register.gates()) {
            if (gates.stream().anyMatch(g -> g.outerOid() == pair.outerOid())) {
                Rows.run(lock, release(pair, register));
            }
        }
    }

    private static String release(Gates pair, Register register) {
        List<Name> both = List.of(pair.outer(), pair.inner());
        if (pair.tables().stream().allMatch(register::finished)) {
            return "DROP TABLE " + both.stream().map(Name::sql).collect(Collectors.joining(", "));
        }
        return pair.tables().stream()
                .filter(register::finished)
                .flatMap(table -> both.stream().map(gate -> "ALTER TABLE " + gate.sql() + " NO INHERIT " + table.sql()))
                .collect(Collectors.joining("; "));
    }

    /**
     * Closes the outer gates for the transaction of this connection.
     *
     * @param patienceMillis how long to wait for each of them; whoever comes meanwhile waits behind
     */
    void closeOuter(Connection lock, long patienceMillis) throws SQLException {
        close(lock, patienceMillis, Gates::outer);
    }

    /** Closes the inner gates for the transaction of this connection; behind closed outer ones, nobody should be there. */
    void closeInner(Connection land, long patienceMillis) throws SQLException {
        close(land, patienceMillis, Gates::inner);
    }

    private void close(Connection connection, long patienceMillis, Function<Gates, Name> which) throws SQLException {
        if (gates.isEmpty()) {
            return;
        }
        // lock_timeout is for each table anew, so the other time-out bounds how long the application queues up in all.
        Rows.run(
                connection,
                "SET LOCAL lock_timeout = " + patienceMillis + "; SET LOCAL statement_timeout = "
                        + Math.max(LONGEST_CLOSING_MILLIS, patienceMillis) + "; LOCK TABLE ONLY "
                        + gates.stream().map(which).map(Name::sql).collect(Collectors.joining(", ONLY "))
                        + " IN ACCESS EXCLUSIVE MODE; SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = "
                        + SessionSettings.LOCK_TIMEOUT_MILLIS);
    }

    /**
     * Opens the outer gates by ending the transaction; returns how many sessions waited there. Other movers, which ask for
     * another lock than the application, do not count.
     */
    long release(Connection lock) throws SQLException {
        long waiting = Rows.number(lock, WAITING, (Object) outerOids());
        lock.rollback();
        return waiting;
    }

    /** Who holds an outer gate open, the oldest transaction first; three at most. */
    List<Holder> holders(Connection connection) throws SQLException {
        return Rows.list(
                connection,
                HOLDERS,
                row -> new Holder(
                        row.getInt("pid"),
                        row.getString("role"),
                        row.getString("application"),
                        row.getLong("age"),
                        row.getString("query")),
                (Object) outerOids());
    }

    private Long[] outerOids() {
        return gates.stream().map(Gates::outerOid).toArray(Long[]::new);
    }
}
