package io.pgford.check;

import io.pgford.database.Rows;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * Standbys of {@code new} that the mover does not wait for: it waits until every synchronous one has applied a batch before the rows
 * leave {@code old}. Of {@code ANY n (…)} only n are waited for. What takes rows by logical decoding, or only keeps WAL, shows no
 * queries of its own and is left out.
 */
final class LateStandbys {
    private static final String LATE = """
            SELECT * FROM (
                SELECT coalesce(nullif(r.application_name, ''), 'without a name') AS name,
                       coalesce(pg_catalog.host(r.client_addr), 'this machine') AS address,
                       coalesce(r.sync_state, 'unknown') AS state,
                       count(*) FILTER (WHERE r.sync_state = 'quorum') OVER () AS quorum,
                       coalesce(pg_catalog.substring(
                           pg_catalog.current_setting('synchronous_standby_names'), '(?i)^\\s*any\\s+(\\d+)')::bigint, 1) AS wanted
                FROM pg_catalog.pg_stat_replication r
                WHERE r.state IS DISTINCT FROM 'backup'
                  -- pg_receivewal applies nothing; of a role that may not see more there is neither
                  AND (r.replay_lsn IS NOT NULL OR r.state IS NULL)
                  AND NOT EXISTS (SELECT FROM pg_catalog.pg_replication_slots s
                                  WHERE s.active_pid = r.pid AND s.slot_type = 'logical')) s
            WHERE s.state <> 'sync' AND NOT (s.state = 'quorum' AND s.quorum <= s.wanted)
            ORDER BY 1, 2
            """;

    private LateStandbys() {}

    static List<Warning> of(Connection newSide) throws SQLException {
        return Rows.list(newSide, LATE, LateStandbys::warning);
    }

    private static Warning warning(ResultSet row) throws SQLException {
        String name = row.getString("name");
        return new Warning(
                "standby",
                "standby " + name + " at " + row.getString("address") + " is " + row.getString("state")
                        + ": a query there can lack the rows of a batch that it has not applied yet",
                "Name it in synchronous_standby_names of new, so that the mover waits for it, or send its readers to new until the"
                        + " tables are finished");
    }
}
