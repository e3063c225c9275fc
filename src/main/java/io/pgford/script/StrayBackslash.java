package io.pgford.script;

import io.pgford.sql.Lexer;
import io.pgford.sql.Token;
import io.pgford.sql.TokenKind;
import java.util.Optional;

/**
 * A backslash inside of a statement that does not send it. psql obeys it at once and takes it out of the statement; pgford does
 * not, and half a statement must never run, so it is refused.
 *
 * @param at its offset in the statement
 */
record StrayBackslash(int at, String what, String next) {

    /** The first one of a statement. */
    static Optional<StrayBackslash> in(String sql) {
        if (sql.indexOf('\\') < 0) {
            return Optional.empty();
        }
        Lexer lexer = new Lexer(sql, 0);
        for (Optional<Token> token = lexer.next(); token.isPresent(); token = lexer.next()) {
            if (token.get().kind() == TokenKind.OTHER && token.get().text().equals("\\")) {
                return Optional.of(at(sql, token.get().start()));
            }
        }
        return Optional.empty();
    }

    private static StrayBackslash at(String sql, int at) {
        int end = at + 1;
        while (end < sql.length() && Character.isLetter(sql.charAt(end))) {
            end++;
        }
        if (end == at + 1 && sql.startsWith(";", end)) {
            return new StrayBackslash(
                    at,
                    "\\; makes psql send several statements at once, which pgford does not",
                    "Write each with a semicolon of its own; between begin; and commit; where they belong together.");
        }
        return new StrayBackslash(
                at,
                sql.substring(at, end) + " cannot stand inside of a statement",
                "End the statement first, by ; or \\g. Nothing was run; Up brings it back.");
    }
}
