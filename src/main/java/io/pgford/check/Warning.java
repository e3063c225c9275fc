package io.pgford.check;

/**
 * Something that can show rows of the crossing missing or twice, and that no lock helps against.
 *
 * @param kind {@code setting}, {@code session}, {@code standby} or {@code function}
 * @param what was seen, and what it leads to
 * @param next what to do about it
 */
public record Warning(String kind, String what, String next) {}
