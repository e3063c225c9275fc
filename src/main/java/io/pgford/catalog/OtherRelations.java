package io.pgford.catalog;

import io.pgford.database.Name;
import io.pgford.database.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.stream.Collectors;

/** What bears a name as tables do, and is no ordinary table: so that a command can say what somebody has named instead. */
public final class OtherRelations {
    private static final String KINDS = """
            SELECT n.nspname, c.relname,
                   CASE c.relkind WHEN 'v' THEN 'a view' WHEN 'm' THEN 'a materialized view' WHEN 'S' THEN 'a sequence'
                                  WHEN 'f' THEN 'a foreign table' WHEN 'p' THEN 'a partitioned table' ELSE 'an index' END AS kind
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('v', 'm', 'S', 'f', 'p', 'i', 'I')
              AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast', 'pgford')
              AND n.nspname NOT LIKE 'pg\\_temp\\_%' AND n.nspname NOT LIKE 'pg\\_toast\\_temp\\_%'
            """;

    private OtherRelations() {}

    /** Their kinds by their names: {@code a view}. */
    public static Map<Name, String> kinds(Connection connection) throws SQLException {
        return Rows.list(
                        connection,
                        KINDS,
                        row -> Map.entry(CatalogReader.name(row, "nspname", "relname"), row.getString("kind")))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
