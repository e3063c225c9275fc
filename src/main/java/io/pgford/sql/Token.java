package io.pgford.sql;

import java.util.Optional;

/**
 * A piece of SQL text. The tokens of a text, put together, are the text.
 *
 * @param start offset of its first character, in {@code char}s
 * @param text its characters as they stand
 * @param open whether the text ended before it did: a quote or comment that is not closed
 */
public record Token(TokenKind kind, int start, String text, boolean open) {

    /** Offset behind its last character. */
    public int end() {
        return start + text.length();
    }

    /** Whether it is this keyword, in whatever case. Only ASCII letters have a case, as in PostgreSQL's keywords. */
    public boolean is(String keyword) {
        return kind == TokenKind.WORD && Ascii.sameWord(text, keyword);
    }

    /** Whether it is one of these keywords. */
    public boolean isAny(String... keywords) {
        for (String keyword : keywords) {
            if (is(keyword)) {
                return true;
            }
        }
        return false;
    }

    /** Whether it is this punctuation or operator. */
    public boolean isSign(String sign) {
        return (kind == TokenKind.PUNCTUATION || kind == TokenKind.OPERATOR) && text.equals(sign);
    }

    /** White space or a comment: it separates, and means nothing else. */
    public boolean isBlank() {
        return switch (kind) {
            case SPACE, LINE_COMMENT, BLOCK_COMMENT -> true;
            default -> false;
        };
    }

    /** A literal in quotes of any kind. */
    public boolean isLiteral() {
        return switch (kind) {
            case STRING, ESCAPE_STRING, DOLLAR_STRING, BIT_STRING -> true;
            default -> false;
        };
    }

    /** What an open token waits for. */
    public Optional<Waiting> waiting() {
        if (!open) {
            return Optional.empty();
        }
        return Optional.of(
                switch (kind) {
                    case QUOTED_IDENTIFIER -> Waiting.DOUBLE_QUOTE;
                    case DOLLAR_STRING -> Waiting.DOLLAR_QUOTE;
                    case BLOCK_COMMENT -> Waiting.COMMENT;
                    default -> Waiting.SINGLE_QUOTE;
                });
    }
}
