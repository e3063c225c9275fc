package io.pgford.script;

import io.pgford.sql.Waiting;

/** What to say of a text that ends too early. */
final class Unclosed {
    private Unclosed() {}

    static String what(Waiting waiting) {
        return switch (waiting) {
            case STATEMENT -> "the statement that begins here has no end";
            case SINGLE_QUOTE -> "the quote ' that begins here is never closed";
            case DOUBLE_QUOTE -> "the quote \" that begins here is never closed";
            case DOLLAR_QUOTE -> "the dollar quote that begins here is never closed";
            case COMMENT -> "the comment that begins here is never closed";
            case PARENTHESIS -> "the parenthesis that begins here is never closed";
            case COPY_DATA -> "the data of this COPY … FROM stdin has no end";
        };
    }

    static String next(Waiting waiting) {
        return switch (waiting) {
            case STATEMENT -> "End it by a semicolon.";
            case COPY_DATA -> "End it by a line with \\. alone; if there is none, the file may be cut off.";
            case COMMENT -> "Close it by */, as often as it was opened.";
            default -> "Close it.";
        };
    }
}
