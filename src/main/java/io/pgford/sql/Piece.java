package io.pgford.sql;

/**
 * A complete piece of SQL text. The pieces of a text, and the open rest behind them, put together are the text.
 *
 * @param start offset of its first character, in {@code char}s
 * @param source its characters as they stand
 * @param text what of it counts: a statement without what ends it, the data of a COPY without the line {@code \.}
 * @param ending what ends a statement: {@code ;}, or a meta command such as {@code \gx}; else empty
 */
public record Piece(Kind kind, int start, String source, String text, String ending) {

    /** Offset behind its last character. */
    public int end() {
        return start + source.length();
    }

    /** What a piece is. */
    public enum Kind {
        /** A statement. */
        STATEMENT,
        /** A line of psql's own, such as {@code \connect shop}; the line end is not part of it. */
        META,
        /** The lines behind {@code COPY … FROM stdin}, with the line {@code \.} and its line end. */
        COPY_DATA,
        /** White space, comments and lone semicolons between the others. */
        BLANK
    }
}
