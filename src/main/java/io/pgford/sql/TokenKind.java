package io.pgford.sql;

/** What a token is, as PostgreSQL's scanner sees it (manual, 4.1 Lexical Structure). */
public enum TokenKind {
    /** A keyword or an identifier without quotes. Which of the two depends on the server's version and the place. */
    WORD,
    /** {@code "a name"} or {@code U&"a name"}. */
    QUOTED_IDENTIFIER,
    /** {@code 'text'}, {@code N'text'} or {@code U&'text'}: a backslash means itself. */
    STRING,
    /** {@code E'text'}: a backslash escapes. */
    ESCAPE_STRING,
    /** {@code $tag$text$tag$}. */
    DOLLAR_STRING,
    /** {@code B'0101'} or {@code X'1FF'}. */
    BIT_STRING,
    NUMBER,
    /** {@code $1}. */
    PARAMETER,
    OPERATOR,
    /** One of {@code , ; ( ) [ ] . :}, or {@code :: := ..}. */
    PUNCTUATION,
    /** From two dashes to the end of the line; the line end is not part of it. */
    LINE_COMMENT,
    /** {@code /* … *}{@code /}, which nests. */
    BLOCK_COMMENT,
    SPACE,
    /** A character that begins no token of SQL: a backslash, a brace, a control character. */
    OTHER
}
