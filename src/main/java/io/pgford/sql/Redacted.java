package io.pgford.sql;

/**
 * A text that may be kept.
 *
 * @param text with a mask in place of each secret
 * @param masked whether there was one; what is masked cannot be run again as it stands
 */
public record Redacted(String text, boolean masked) {}
