package io.pgford.shell.describe;

import io.pgford.command.Answer;
import io.pgford.problem.Problem;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The objects of one kind, as one grid. */
interface Listing {
    /** What one is called, such as {@code relation}. */
    String one();

    /** What many are called. */
    default String many() {
        return one() + "s";
    }

    /**
     * The query up to its conditions, which begin with {@code WHERE}. Its column names become the grid's.
     *
     * @param version the server's major version
     */
    String sql(int version, boolean plus);

    /** What hides system objects; {@code true} where nothing does. */
    default String userObjects() {
        return "true";
    }

    /** The columns that a pattern is compared with. */
    Matched matched();

    /** The columns that the rows are sorted by, as numbers. */
    default String order() {
        return "1, 2";
    }

    /**
     * Where the name stands in the query.
     *
     * @param schema the schema's name; empty for objects outside of schemas
     * @param name the object's name
     * @param visible whether it is found without naming its schema
     */
    record Matched(String schema, String name, String visible) {
        static Matched global(String name) {
            return new Matched("", name, "true");
        }
    }

    default Answer run(Connection connection, Request request) throws SQLException {
        List<Object> values = new ArrayList<>();
        String sql = sql(connection.getMetaData().getDatabaseMajorVersion(), request.plus())
                + Conditions.of(matched(), request.pattern(), values)
                + (request.system() || request.pattern().isPresent() ? "" : "\n  AND " + userObjects())
                + "\nORDER BY " + order();
        Table table = Table.of(connection, sql, values.toArray());
        if (table.rows().isEmpty()) {
            return request.pattern()
                    .map(pattern -> missing(pattern))
                    .orElseGet(() -> Answer.done("Did not find any " + many() + "."));
        }
        return Answer.builder()
                .grid(many().replace(' ', '_'), "List of " + many(), table.columns(), table.rows())
                .build();
    }

    private Answer missing(NamePattern pattern) {
        throw Problem.failed(
                "Did not find any " + one() + " named \"" + pattern.text() + "\".",
                "A pattern may hold * and ?, and a schema before a dot; capitals need double quotes.");
    }
}
