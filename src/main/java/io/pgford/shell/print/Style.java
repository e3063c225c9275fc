package io.pgford.shell.print;

import io.pgford.database.Side;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/**
 * How text looks. Plain where there is no terminal, the terminal is a dumb one, or {@code NO_COLOR} is set
 * (https://no-color.org).
 *
 * @param colour whether escape sequences may be written
 * @param unicode whether the output can show more than ASCII lines
 */
public record Style(boolean colour, boolean unicode) {
    /** For files, pipes and tests. */
    public static final Style PLAIN = new Style(false, false);

    private static final AttributedStyle OLD = AttributedStyle.DEFAULT.foreground(AttributedStyle.YELLOW);
    private static final AttributedStyle NEW = AttributedStyle.DEFAULT.foreground(AttributedStyle.GREEN);

    /** Less important. */
    public String dim(String text) {
        return styled(text, AttributedStyle.DEFAULT.faint());
    }

    /** Headings. */
    public String bold(String text) {
        return styled(text, AttributedStyle.DEFAULT.bold());
    }

    /** What went wrong. */
    public String error(String text) {
        return styled(text, AttributedStyle.DEFAULT.foreground(AttributedStyle.RED));
    }

    /** In the colour of a side. */
    public String side(Side side, String text) {
        return styled(text, of(side));
    }

    /** The colour of a side. */
    public static AttributedStyle of(Side side) {
        return side == Side.OLD ? OLD : NEW;
    }

    private String styled(String text, AttributedStyle style) {
        if (!colour || text.isEmpty()) {
            return text;
        }
        return new AttributedStringBuilder().styled(style, text).toAnsi();
    }
}
