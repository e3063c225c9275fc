package io.pgford.shell.print;

import io.pgford.database.Side;
import org.jline.utils.AttributedStyle;

/**
 * How text looks. Plain where there is no terminal, the terminal is a dumb one, or {@code NO_COLOR} is set
 * (https://no-color.org).
 *
 * @param colour whether escape sequences may be written
 * @param unicode whether the output can show more than ASCII lines
 * @param theme which colours
 */
public record Style(boolean colour, boolean unicode, Theme theme) {
    /** For files, pipes and tests. */
    public static final Style PLAIN = new Style(false, false);

    /** In the colours for a dark background. */
    public Style(boolean colour, boolean unicode) {
        this(colour, unicode, Theme.DARK);
    }

    /** Less important. */
    public String dim(String text) {
        return styled(text, "2");
    }

    /** Headings. */
    public String bold(String text) {
        return styled(text, "1");
    }

    /** What went wrong. */
    public String error(String text) {
        return styled(text, "31");
    }

    /** In the colour of a side. */
    public String side(Side side, String text) {
        return styled(text, theme.sideCode(side));
    }

    /** How a side's name looks. */
    public AttributedStyle of(Side side) {
        return colour ? theme.side(side) : AttributedStyle.DEFAULT;
    }

    /** Written by hand: JLine's own would turn the lines of a table into plain ASCII. */
    private String styled(String text, String code) {
        return !colour || text.isEmpty() ? text : "\u001B[" + code + "m" + text + "\u001B[0m";
    }
}
