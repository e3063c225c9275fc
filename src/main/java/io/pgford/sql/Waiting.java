package io.pgford.sql;

/** Why a text is not yet complete: what a continuation prompt shows. */
public enum Waiting {
    /** For the semicolon, or for the {@code END} of an SQL function's body. */
    STATEMENT(";"),
    SINGLE_QUOTE("'"),
    DOUBLE_QUOTE("\""),
    DOLLAR_QUOTE("$$"),
    COMMENT("*"),
    PARENTHESIS("("),
    /** For the lines of a {@code COPY … FROM stdin}, up to the line {@code \.} */
    COPY_DATA("\\.");

    private final String mark;

    Waiting(String mark) {
        this.mark = mark;
    }

    /** A few characters for a prompt. */
    public String mark() {
        return mark;
    }
}
