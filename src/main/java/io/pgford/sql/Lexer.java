package io.pgford.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Cuts SQL text into tokens as PostgreSQL's scanner does with {@code standard_conforming_strings} on, the default since 9.1.
 * Takes any text without an error, in time linear in its length; knows no grammar and no keywords.
 */
public final class Lexer {
    private final String text;
    private final Operators operators;
    private int at;

    /** Whether a plain quote that comes next goes on with an {@code E''} string. */
    private boolean afterEscapeString;

    private boolean lineEndSince;

    /** Reads from an offset on, which must not be inside of a token. */
    public Lexer(String text, int from) {
        this.text = text;
        this.operators = new Operators(text);
        this.at = from;
    }

    /** All tokens of a text. */
    public static List<Token> tokens(String text) {
        List<Token> tokens = new ArrayList<>();
        Lexer lexer = new Lexer(text, 0);
        for (Optional<Token> token = lexer.next(); token.isPresent(); token = lexer.next()) {
            tokens.add(token.get());
        }
        return tokens;
    }

    /** The next token; empty at the end of the text. */
    public Optional<Token> next() {
        if (at >= text.length()) {
            return Optional.empty();
        }
        Token token = read();
        at = token.end();
        remember(token);
        return Optional.of(token);
    }

    /**
     * {@code E'a'} and, behind a line end, {@code 'b\''} are one literal, and the backslash escapes in both parts (manual,
     * 4.1.2.1 and 4.1.2.2).
     */
    private void remember(Token token) {
        switch (token.kind()) {
            case ESCAPE_STRING -> {
                afterEscapeString = true;
                lineEndSince = false;
            }
            case SPACE ->
                lineEndSince |= token.text().indexOf('\n') >= 0 || token.text().indexOf('\r') >= 0;
            case LINE_COMMENT -> {}
            default -> afterEscapeString = false;
        }
    }

    private Token read() {
        char c = text.charAt(at);
        if (Ascii.isSpace(c)) {
            int end = at + 1;
            while (end < text.length() && Ascii.isSpace(text.charAt(end))) {
                end++;
            }
            return token(TokenKind.SPACE, end);
        }
        if (c == '\'') {
            return afterEscapeString && lineEndSince
                    ? quoted(TokenKind.ESCAPE_STRING, at)
                    : quoted(TokenKind.STRING, at);
        }
        if (c == '"') {
            return quoted(TokenKind.QUOTED_IDENTIFIER, at);
        }
        if (c == '$') {
            return dollar();
        }
        if (Ascii.isDigit(c) || (c == '.' && Ascii.isDigit(peek(at + 1)))) {
            return token(TokenKind.NUMBER, Numbers.end(text, at));
        }
        if (Ascii.isWordStart(c)) {
            return wordOrPrefixed(Ascii.lower(c));
        }
        if (text.startsWith("--", at)) {
            return lineComment();
        }
        if (text.startsWith("/*", at)) {
            return blockComment();
        }
        if (Ascii.isOperator(c)) {
            return token(TokenKind.OPERATOR, operators.end(at));
        }
        return sign(c);
    }

    private Token sign(char c) {
        if (text.startsWith("::", at) || text.startsWith(":=", at) || text.startsWith("..", at)) {
            return token(TokenKind.PUNCTUATION, at + 2);
        }
        return token(",;()[].:".indexOf(c) >= 0 ? TokenKind.PUNCTUATION : TokenKind.OTHER, at + 1);
    }

    private Token wordOrPrefixed(char first) {
        char second = peek(at + 1);
        if (second == '\'') {
            switch (first) {
                case 'e' -> {
                    return quoted(TokenKind.ESCAPE_STRING, at + 1);
                }
                case 'n' -> {
                    return quoted(TokenKind.STRING, at + 1);
                }
                case 'b', 'x' -> {
                    return quoted(TokenKind.BIT_STRING, at + 1);
                }
                default -> {}
            }
        }
        if (first == 'u' && second == '&') {
            if (peek(at + 2) == '\'') {
                return quoted(TokenKind.STRING, at + 2);
            }
            if (peek(at + 2) == '"') {
                return quoted(TokenKind.QUOTED_IDENTIFIER, at + 2);
            }
        }
        int end = at + 1;
        while (end < text.length() && Ascii.isWordPart(text.charAt(end))) {
            end++;
        }
        return token(TokenKind.WORD, end);
    }

    /** A doubled quote does not end it, nor does an escaped one where backslashes escape. */
    private Token quoted(TokenKind kind, int quoteAt) {
        char quote = text.charAt(quoteAt);
        int i = quoteAt + 1;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == '\\' && kind == TokenKind.ESCAPE_STRING) {
                i += 2;
            } else if (c != quote) {
                i++;
            } else if (peek(i + 1) == quote) {
                i += 2;
            } else {
                return token(kind, i + 1);
            }
        }
        return open(kind);
    }

    private Token dollar() {
        int end = at + 1;
        if (Ascii.isDigit(peek(end))) {
            while (Ascii.isDigit(peek(end))) {
                end++;
            }
            return token(TokenKind.PARAMETER, end);
        }
        if (Ascii.isWordStart(peek(end))) {
            while (Ascii.isWordPart(peek(end)) && peek(end) != '$') {
                end++;
            }
        }
        if (peek(end) != '$') {
            return token(TokenKind.OTHER, at + 1);
        }
        String delimiter = text.substring(at, end + 1);
        int close = text.indexOf(delimiter, end + 1);
        return close < 0 ? open(TokenKind.DOLLAR_STRING) : token(TokenKind.DOLLAR_STRING, close + delimiter.length());
    }

    private Token lineComment() {
        int end = at + 2;
        while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
            end++;
        }
        return token(TokenKind.LINE_COMMENT, end);
    }

    private Token blockComment() {
        int depth = 1;
        int i = at + 2;
        while (i < text.length()) {
            if (text.startsWith("*/", i)) {
                depth--;
                i += 2;
                if (depth == 0) {
                    return token(TokenKind.BLOCK_COMMENT, i);
                }
            } else if (text.startsWith("/*", i)) {
                depth++;
                i += 2;
            } else {
                i++;
            }
        }
        return open(TokenKind.BLOCK_COMMENT);
    }

    /** The character there; NUL, which is part of no token, behind the end. */
    private char peek(int offset) {
        return offset < text.length() ? text.charAt(offset) : '\0';
    }

    private Token token(TokenKind kind, int end) {
        return new Token(kind, at, text.substring(at, end), false);
    }

    private Token open(TokenKind kind) {
        return new Token(kind, at, text.substring(at), true);
    }
}
