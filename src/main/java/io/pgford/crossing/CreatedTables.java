package io.pgford.crossing;

import io.pgford.database.Name;
import io.pgford.database.Rows;
import io.pgford.sql.Identifiers;
import io.pgford.sql.Token;
import io.pgford.sql.TokenKind;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The tables that a script creates, by whether they are on a side.
 *
 * @param there in the words of the script
 */
record CreatedTables(List<String> there, List<String> missing) {

    /** A table named without a schema counts as there when any of the users' schemas has one of that name. */
    static CreatedTables of(SqlScript script, Connection connection) throws SQLException {
        List<String> there = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (SqlStep step : script.steps()) {
            Optional<List<String>> name = name(step.tokens());
            if (name.isPresent()) {
                (exists(connection, name.get()) ? there : missing).add(shown(name.get()));
            }
        }
        return new CreatedTables(there, missing);
    }

    /** The name behind {@code CREATE TABLE}; empty for other statements and for temporary tables. */
    private static Optional<List<String>> name(List<Token> tokens) {
        int i = 0;
        if (tokens.isEmpty() || !tokens.get(i++).is("create")) {
            return Optional.empty();
        }
        if (i < tokens.size() && tokens.get(i).isAny("unlogged", "foreign")) {
            i++;
        }
        if (i >= tokens.size() || !tokens.get(i++).is("table")) {
            return Optional.empty();
        }
        if (i < tokens.size() && tokens.get(i).is("if")) {
            i += 3;
        }
        StringBuilder name = new StringBuilder();
        for (; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            boolean part = token.kind() == TokenKind.WORD || token.kind() == TokenKind.QUOTED_IDENTIFIER;
            boolean continues = name.isEmpty() || name.charAt(name.length() - 1) == '.';
            if (part ? !continues : !token.isSign(".")) {
                break;
            }
            name.append(token.text());
        }
        return Identifiers.parts(name.toString());
    }

    private static boolean exists(Connection connection, List<String> name) throws SQLException {
        String schema = name.size() > 1 ? name.get(name.size() - 2) : "";
        return Rows.holds(connection, """
                SELECT EXISTS (
                    SELECT FROM pg_catalog.pg_class AS c
                    JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
                    WHERE c.relname = ? AND c.relkind IN ('r', 'p', 'f')
                      AND (n.nspname = ? OR (? = '' AND n.nspname !~ '^pg_')))
                """, name.get(name.size() - 1), schema, schema);
    }

    private static String shown(List<String> name) {
        return name.size() > 1
                ? new Name(name.get(name.size() - 2), name.get(name.size() - 1)).shown()
                : Name.shownPart(name.get(0));
    }
}
