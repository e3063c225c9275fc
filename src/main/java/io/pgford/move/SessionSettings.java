package io.pgford.move;

import io.pgford.database.Rows;
import java.sql.Connection;
import java.sql.SQLException;

/** What the mover's sessions set, whatever the server, the database or the role has as its default. */
final class SessionSettings {
    /** For rows and pages, which nobody should hold while the gates are closed. */
    static final int LOCK_TIMEOUT_MILLIS = 500;

    private static final String ALL = """
            SELECT pg_catalog.set_config(s.name, wanted.value, false)
            FROM (VALUES
                -- how values are written as text: the same on both sides, and exact
                ('TimeZone', 'UTC'), ('IntervalStyle', 'postgres'), ('extra_float_digits', '3'), ('bytea_output', 'hex'),
                ('lc_monetary', 'C'), ('xmloption', 'content'),
                -- a policy that hides rows from the mover must be an error: a table would look empty that is not
                ('row_security', 'off'),
                ('default_transaction_isolation', 'read committed'), ('default_transaction_read_only', 'off'),
                -- what has landed must not be lost by a crash once it has left
                ('synchronous_commit', 'on'),
                -- what is meant for the application's statements must not cut a move short
                ('statement_timeout', '0'), ('idle_session_timeout', '0'), ('transaction_timeout', '0'),
                ('lock_timeout', '%d'),
                -- a shell that is cut off must not keep the application out: its sessions end soon and open the gates
                ('idle_in_transaction_session_timeout', '12s'), ('tcp_keepalives_idle', '5'),
                ('tcp_keepalives_interval', '2'), ('tcp_keepalives_count', '3'), ('tcp_user_timeout', '15s'),
                ('jit', 'off')) wanted (name, value)
            JOIN pg_catalog.pg_settings s ON s.name = wanted.name
            WHERE NOT (s.name = 'synchronous_commit' AND s.setting = 'remote_apply')
            """.formatted(LOCK_TIMEOUT_MILLIS);

    private static final String BY_KEY = """
            SELECT pg_catalog.set_config('enable_seqscan', 'off', false), pg_catalog.set_config('enable_bitmapscan', 'off', false)
            """;

    private static final String APPLIED = """
            SELECT pg_catalog.set_config('synchronous_commit', 'remote_apply', false)
            WHERE pg_catalog.current_setting('synchronous_standby_names') ~ '\\S'
            """;

    private SessionSettings() {}

    /** For every session. Settings that the server does not know yet are left out. */
    static void all(Connection connection) throws SQLException {
        Rows.list(connection, ALL, row -> true);
    }

    /**
     * For a session that {@link Watch} lets speak every second: however long a batch takes, silence means that the shell is gone
     * or cut off. {@code lock} then opens the gates. Keep-alives of TCP would not notice a shell that is stopped, or a proxy in between.
     */
    static void heard(Connection connection) throws SQLException {
        Rows.run(connection, "SET idle_in_transaction_session_timeout = '6s'");
    }

    /**
     * For the session that searches and deletes by key: the statistics of a table that is being emptied are of no use, and a
     * plan that reads all of it for each batch would keep the gate closed for as long.
     */
    static void byKey(Connection connection) throws SQLException {
        Rows.list(connection, BY_KEY, row -> true);
    }

    /**
     * For the session whose commit lands the rows: where {@code new} waits for standbys, it returns only when they show the rows, and
     * only then may these leave {@code old}. Readers there see the gates closed too, since the locks on them are replayed in order.
     */
    static void appliedOnStandbys(Connection connection) throws SQLException {
        Rows.list(connection, APPLIED, row -> true);
    }
}
