package io.pgford.check;

import io.pgford.database.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Synchronous standbys of {@code new} that would hold the move up, and the application at its closed gates: each batch waits until they
 * have applied it.
 */
final class SynchronousStandbys {
    /** Manual, synchronous_standby_names: of a list without a number one is waited for. */
    private static final String MISSING = """
            SELECT s.wanted, s.there FROM (
                SELECT coalesce(pg_catalog.substring(
                           pg_catalog.current_setting('synchronous_standby_names'), '(?i)^\\s*(?:first|any)?\\s*(\\d+)\\s*\\(')::bigint, 1)
                           AS wanted,
                       count(*) FILTER (WHERE r.sync_state IN ('sync', 'quorum')) AS there,
                       -- of a role that may not see more
                       count(*) FILTER (WHERE r.sync_state IS NULL) AS hidden
                FROM pg_catalog.pg_stat_replication r) s
            WHERE pg_catalog.current_setting('synchronous_standby_names') ~ '\\S' AND s.there < s.wanted AND s.hidden = 0
            """;

    /** A standby that is merely busy is a little behind for a moment; nobody waits for it for a second. */
    private static final String BEHIND = """
            SELECT s.name, s.address, s.bytes FROM (
                SELECT coalesce(nullif(r.application_name, ''), 'without a name') AS name,
                       coalesce(pg_catalog.host(r.client_addr), 'this machine') AS address,
                       pg_catalog.pg_wal_lsn_diff(r.flush_lsn, r.replay_lsn)::bigint AS bytes
                FROM pg_catalog.pg_stat_replication r WHERE r.sync_state IN ('sync', 'quorum')) s
            WHERE s.bytes > 16 * 1024 * 1024 OR s.bytes > 0 AND EXISTS (
                SELECT FROM pg_catalog.pg_stat_activity a
                WHERE a.wait_event = 'SyncRep' AND a.state_change < pg_catalog.clock_timestamp() - interval '1 second')
            ORDER BY 1, 2
            """;

    private SynchronousStandbys() {}

    static List<Warning> of(Connection newSide) throws SQLException {
        List<Warning> warnings = new ArrayList<>();
        Optional<Warning> missing =
                Rows.first(newSide, MISSING, row -> missing(row.getLong("wanted"), row.getLong("there")));
        missing.ifPresent(warnings::add);
        warnings.addAll(Rows.list(
                newSide, BEHIND, row -> behind(row.getString("name"), row.getString("address"), row.getLong("bytes"))));
        return warnings;
    }

    private static Warning missing(long wanted, long there) {
        return new Warning(
                "standby",
                String.format(
                        Locale.ROOT,
                        "new waits for %s that follow%s synchronously, and %s there: commits on it, and the move, wait until then",
                        wanted == 1 ? "a standby" : "%,d standbys".formatted(wanted),
                        wanted == 1 ? "s" : "",
                        there == 0 ? "none is" : "only %,d %s".formatted(there, there == 1 ? "is" : "are")),
                "Start it, or do without while rows move: @new ALTER SYSTEM SET synchronous_standby_names = ''; @new SELECT"
                        + " pg_reload_conf();");
    }

    private static Warning behind(String name, String address, long bytes) {
        return new Warning(
                "standby",
                String.format(
                        Locale.ROOT,
                        "synchronous standby %s at %s has %,d kB still to apply: the move waits for it, and the application behind"
                                + " its gates",
                        name,
                        address,
                        (bytes + 1023) / 1024),
                "See there what holds it up: a long query (max_standby_streaming_delay), or a replay that is paused: SELECT"
                        + " pg_wal_replay_resume()");
    }
}
