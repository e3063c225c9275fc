package io.pgford.shell.prompt;

import java.util.Locale;

/**
 * What is shown of a text that is too long to be drawn whole: what is around the cursor. The line editor keeps several copies of all that
 * it draws, with eight bytes and more for each character; a pasted statement of 5 MB took all the memory there was.
 *
 * @param before what stands before the cursor
 * @param after what follows it
 */
record Excerpt(String before, String after) {
    /** Characters up to which a text is shown whole. */
    static final int WHOLE = 100_000;

    private static final int BEFORE = 1_000;
    private static final int AFTER = 500;

    static Excerpt of(String text, int cursor) {
        int from = Math.max(0, cursor - BEFORE);
        int to = Math.min(text.length(), cursor + AFTER);
        return new Excerpt(
                note(from, "before these") + text.substring(from, cursor),
                text.substring(cursor, to) + note(text.length() - to, "after these"));
    }

    private static String note(int characters, String where) {
        return characters == 0 ? "" : String.format(Locale.ROOT, "\n[… %,d characters %s]\n", characters, where);
    }
}
