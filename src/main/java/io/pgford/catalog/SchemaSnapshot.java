package io.pgford.catalog;

import io.pgford.database.Name;
import io.pgford.database.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The schema of one side as definitions by object, PostgreSQL 10 to 18. Held in memory whole: a few hundred bytes an object.
 *
 * @param major the server's major version
 * @param definitions in the server's own spelling, every name qualified; empty for objects that have a name only
 * @param columns the columns of each table in their order, by the table's shown name
 * @param owners the owner of each relation, by the relation's shown name
 */
public record SchemaSnapshot(
        int major,
        SortedMap<SchemaObject, String> definitions,
        SortedMap<String, List<String>> columns,
        SortedMap<String, String> owners) {
    private static final List<SchemaFact> FACTS = Stream.of(
                    TypeFacts.ALL, RelationFacts.ALL, TablePartFacts.ALL, RoutineFacts.ALL, PrivilegeFacts.ALL)
            .flatMap(List::stream)
            .toList();

    /**
     * Reads the schema in one read-only transaction, with an empty {@code search_path}, since the server leaves out of its
     * texts whatever the path would find.
     *
     * @param connection in autocommit mode; left so, with its settings as before
     */
    public static SchemaSnapshot read(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try {
            Rows.run(connection, "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
            Rows.run(connection, "SET LOCAL search_path = ''");
            return collect(connection);
        } finally {
            if (!connection.isClosed()) {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    private static SchemaSnapshot collect(Connection connection) throws SQLException {
        SortedMap<SchemaObject, String> definitions = new TreeMap<>();
        for (SchemaFact fact : FACTS) {
            for (Found row : found(connection, fact)) {
                definitions.put(row.object(fact), row.definition);
            }
        }
        SortedMap<String, List<String>> columns = new TreeMap<>();
        for (Found row : found(connection, RelationFacts.COLUMNS)) {
            definitions.put(row.object(RelationFacts.COLUMNS), row.definition);
            columns.computeIfAbsent(row.relation(), table -> new ArrayList<>()).add(row.part);
        }
        SortedMap<String, String> owners = new TreeMap<>();
        for (Found row : found(connection, RelationFacts.OWNERS)) {
            owners.put(row.relation(), row.definition);
        }
        return new SchemaSnapshot(connection.getMetaData().getDatabaseMajorVersion(), definitions, columns, owners);
    }

    private static List<Found> found(Connection connection, SchemaFact fact) throws SQLException {
        return Rows.list(
                connection,
                fact.sql(),
                row -> new Found(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5) == null ? "" : row.getString(5)));
    }

    /** How many objects there are of each kind. */
    public SortedMap<String, Integer> counts() {
        SortedMap<String, Integer> counts = new TreeMap<>();
        definitions.keySet().forEach(object -> counts.merge(object.kind(), 1, Integer::sum));
        return counts;
    }

    private record Found(String kind, String schema, String name, String part, String definition) {
        SchemaObject object(SchemaFact fact) {
            return fact.object(kind, schema, name, part);
        }

        String relation() {
            return new Name(schema, name).shown();
        }
    }
}
