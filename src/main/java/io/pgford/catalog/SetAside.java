package io.pgford.catalog;

import io.pgford.database.Name;
import io.pgford.database.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/** The rows that healing took from {@code old} and did not land, since those of {@code new} had come to differ. */
public final class SetAside {
    private SetAside() {}

    /**
     * How many there are of each table; empty where there is none, or nothing of pgford.
     *
     * @param connection to {@code new}
     */
    public static Map<Name, Long> counts(Connection connection) throws SQLException {
        Map<Name, Long> counts = new TreeMap<>();
        if (Rows.holds(connection, "SELECT pg_catalog.to_regclass('pgford.set_aside') IS NOT NULL")) {
            Rows.list(
                            connection,
                            "SELECT schema_name, table_name, count(*) FROM pgford.set_aside GROUP BY 1, 2",
                            row -> Map.entry(
                                    new Name(row.getString("schema_name"), row.getString("table_name")),
                                    row.getLong("count")))
                    .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
        }
        return counts;
    }
}
