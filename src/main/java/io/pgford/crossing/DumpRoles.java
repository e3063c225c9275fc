package io.pgford.crossing;

import io.pgford.database.Rows;
import io.pgford.sql.Identifiers;
import io.pgford.sql.Token;
import io.pgford.sql.TokenKind;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** The roles that a dump by {@code pg_dump} names: to whom it grants, for whom its policies and default privileges are. */
final class DumpRoles {
    private DumpRoles() {}

    /** Roles that the script names and the server does not have, sorted. */
    static List<String> missing(SqlScript script, Connection connection) throws SQLException {
        SortedSet<String> roles = new TreeSet<>();
        script.steps().forEach(step -> roles.addAll(named(step.tokens())));
        List<String> known = Rows.list(
                connection,
                "SELECT rolname FROM pg_catalog.pg_roles WHERE rolname = ANY (?)",
                row -> row.getString(1),
                (Object) roles.toArray(String[]::new));
        return roles.stream().filter(role -> !known.contains(role)).toList();
    }

    static List<String> named(List<Token> tokens) {
        if (tokens.size() < 3) {
            return List.of();
        }
        Token first = tokens.get(0);
        Token second = tokens.get(1);
        if (first.is("grant")) {
            return behindLast(tokens, "to");
        } else if (first.is("revoke")) {
            return behindLast(tokens, "from");
        } else if (first.is("alter") && second.is("default")) {
            List<String> roles = new ArrayList<>(behindLast(tokens, "role"));
            roles.addAll(behindLast(tokens, tokens.stream().anyMatch(t -> t.is("grant")) ? "to" : "from"));
            return roles;
        } else if (first.is("create") && second.is("policy")) {
            return behindLast(upTo(tokens, "using", "with"), "to");
        } else if (first.is("set") && second.is("session") && tokens.get(2).is("authorization")) {
            return behindLast(tokens, "authorization");
        }
        return List.of();
    }

    private static List<Token> upTo(List<Token> tokens, String... words) {
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).isAny(words)) {
                return tokens.subList(0, i);
            }
        }
        return tokens;
    }

    /** The names between commas behind a word. */
    private static List<String> behindLast(List<Token> tokens, String word) {
        int at = tokens.size() - 1;
        while (at >= 0 && !tokens.get(at).is(word)) {
            at--;
        }
        List<String> roles = new ArrayList<>();
        for (int i = at + 1; at >= 0 && i < tokens.size(); i += 2) {
            Token token = tokens.get(i);
            String name = token.kind() == TokenKind.STRING
                    ? token.text().substring(1, token.text().length() - 1).replace("''", "'")
                    : Identifiers.name(token);
            boolean special = token.kind() == TokenKind.WORD
                    && token.isAny("public", "default", "current_user", "session_user", "current_role");
            if (!special) {
                roles.add(name);
            }
            if (i + 1 >= tokens.size() || !tokens.get(i + 1).isSign(",")) {
                break;
            }
        }
        return roles;
    }
}
