package io.pgford.shell.describe;

import io.pgford.command.Answer;
import java.sql.Connection;
import java.sql.SQLException;

/** Where the rows of a foreign table are. */
final class Foreign implements RelationPart {
    @Override
    public void add(Answer.Builder answer, Connection connection, Relation relation) throws SQLException {
        RelationPart.grid(answer, connection, relation, "foreign_server", "Foreign table of", """
                SELECT s.srvname AS server, %s AS table_options, %s AS server_options
                FROM pg_catalog.pg_foreign_table AS f
                JOIN pg_catalog.pg_foreign_server AS s ON s.oid = f.ftserver
                WHERE f.ftrelid = ?""".formatted(
                        Options.shown("f.ftoptions"), Options.shown("s.srvoptions")));
    }
}
