package io.pgford.shell.describe;

import io.pgford.command.Answer;
import io.pgford.database.Rows;
import io.pgford.sql.Redactor;
import java.sql.Connection;
import java.sql.SQLException;

/** What a view selects, with {@code \d+}. A view may hold a connection string. */
final class ViewText implements RelationPart {
    @Override
    public void add(Answer.Builder answer, Connection connection, Relation relation) throws SQLException {
        if (!relation.plus() || (relation.kind() != 'v' && relation.kind() != 'm')) {
            return;
        }
        String text = Rows.first(
                        connection,
                        "SELECT pg_catalog.pg_get_viewdef(?::pg_catalog.oid, true)",
                        row -> row.getString(1),
                        relation.oid())
                .orElse("");
        answer.line("View definition:\n" + Redactor.redact(text).text());
    }
}
