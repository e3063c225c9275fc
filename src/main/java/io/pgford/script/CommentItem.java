package io.pgford.script;

/** A comment or a blank line. Kept so that what is written again reads as before. */
public record CommentItem(int line, String source) implements Item {}
