package io.pgford.sql;

import java.util.Optional;

/** Masks the literals of SQL that a word such as {@code PASSWORD} announces. One use for one text. */
final class SecretLiterals {
    /** The words before this one, as far as the statement began with them. */
    private Optional<Token> before = Optional.empty();

    private boolean role;
    private boolean insert;
    private boolean announced;
    private boolean masking;

    String mask(String text) {
        StringBuilder result = new StringBuilder(text.length());
        for (Token token : Lexer.tokens(text)) {
            if (token.isBlank()) {
                result.append(token.text());
                continue;
            }
            boolean secret = isSecret(token);
            result.append(secret ? masked(token) : token.text());
            remember(token, secret);
        }
        return result.toString();
    }

    private boolean isSecret(Token token) {
        if (token.isLiteral()) {
            // The literals behind a masked one go on with it.
            return announced || masking;
        }
        // Without quotes the statement fails, but the password was typed.
        return role && ((announced && isBareValue(token)) || (masking && isRestOfBareValue(token)));
    }

    private void remember(Token token, boolean secret) {
        if (token.isSign(";")) {
            role = false;
            insert = false;
        }
        role |= token.isAny("role", "user", "group", "server")
                && before.filter(word -> word.isAny("create", "alter")).isPresent();
        insert |= token.is("insert");
        masking = secret;
        // An INSERT names the column far from the value.
        announced = !token.isSign(";")
                && (names(token) || (announced && !secret && leadsOn(token)) || (announced && insert));
        before = Optional.of(token);
    }

    private static boolean leadsOn(Token token) {
        return isLink(token) || token.isSign(",") || token.isSign("::") || token.isSign(":");
    }

    private static boolean isLink(Token token) {
        return token.kind() == TokenKind.OPERATOR || token.isSign(":=") || token.isSign("(");
    }

    private static boolean isBareValue(Token token) {
        return !token.is("null") && !token.isSign(",") && !token.isSign(")") && !token.isSign(";") && !isLink(token);
    }

    /** Such as the sign in {@code abc!}. */
    private static boolean isRestOfBareValue(Token token) {
        return switch (token.kind()) {
            case OPERATOR, OTHER, NUMBER -> true;
            default -> false;
        };
    }

    /** A name, or a literal that is nothing but a name, as in {@code set_config('app.password', '…')}. */
    private static boolean names(Token token) {
        return switch (token.kind()) {
            case WORD, QUOTED_IDENTIFIER -> Redactor.announces(token.text());
            case STRING, ESCAPE_STRING ->
                Redactor.announces(token.text())
                        && token.text().chars().noneMatch(c -> c == '=' || c == ':' || c == ' ');
            default -> false;
        };
    }

    private static String masked(Token token) {
        boolean quoted = token.isLiteral() || token.kind() == TokenKind.QUOTED_IDENTIFIER;
        return quoted ? "'" + Redactor.MASK + "'" : Redactor.MASK;
    }
}
