package io.pgford.script;

/** One thing that a script says. */
public sealed interface Item permits Action, ExpectItem, CommentItem {
    /** The line on which it begins, from 1. */
    int line();

    /** Its text as it stands, which read again gives the same item; without a command's {@code ;} and the line end. */
    String source();
}
