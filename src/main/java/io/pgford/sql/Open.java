package io.pgford.sql;

/**
 * The rest of a text that is not complete.
 *
 * @param start offset of its first character, in {@code char}s
 * @param text its characters
 * @param waiting what for
 * @param since offset of the quote, comment, parenthesis or statement that is not closed
 */
public record Open(int start, String text, Waiting waiting, int since) {}
