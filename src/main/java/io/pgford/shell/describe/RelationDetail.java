package io.pgford.shell.describe;

import io.pgford.command.Answer;
import io.pgford.database.Rows;
import io.pgford.problem.Problem;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** {@code \d NAME}: all that belongs to each relation that the name fits. */
final class RelationDetail {
    private static final List<RelationPart> PARTS = List.of(
            new Columns(),
            new Sequences(),
            new Indexes(),
            new Constraints(),
            new Triggers(),
            new Rules(),
            new Statistics(),
            new Family(),
            new Foreign(),
            new Properties(),
            new ViewText());

    private RelationDetail() {}

    static Answer run(Connection connection, Request request) throws SQLException {
        NamePattern pattern = request.pattern().orElseThrow();
        Answer.Builder answer = Answer.builder();
        List<Relation> relations = find(connection, request);
        if (relations.isEmpty()) {
            throw Problem.failed(
                    "Did not find any relation named \"" + pattern.text() + "\".",
                    "\\d lists them; a name with capitals needs double quotes, one outside of the search path its schema.");
        }
        for (Relation relation : relations) {
            for (RelationPart part : PARTS) {
                part.add(answer, connection, relation);
            }
        }
        return answer.build();
    }

    private static List<Relation> find(Connection connection, Request request) throws SQLException {
        int version = connection.getMetaData().getDatabaseMajorVersion();
        List<Object> values = new ArrayList<>();
        String sql = """
                SELECT c.oid, c.relkind::pg_catalog.text, %s,
                       pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname)
                FROM pg_catalog.pg_class AS c
                JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
                WHERE c.relkind <> 't'""".formatted(Relations.kindName("c.relkind"))
                + Conditions.of(Relations.of("").matched(), request.pattern(), values)
                + "\nORDER BY n.nspname, c.relname";
        return Rows.list(
                connection,
                sql,
                row -> new Relation(
                        row.getLong(1),
                        row.getString(2).charAt(0),
                        row.getString(3),
                        row.getString(4),
                        version,
                        request.plus()),
                values.toArray());
    }
}
