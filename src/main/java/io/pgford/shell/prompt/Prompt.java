package io.pgford.shell.prompt;

import io.pgford.database.Side;
import io.pgford.shell.print.Style;
import io.pgford.shell.sql.Session;
import io.pgford.sql.Waiting;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** What stands in front of the line: the side, and the state of its transaction; on further lines, why it waits. */
final class Prompt {
    private Prompt() {}

    /** {@code old=> }; with a transaction open {@code old=*> }, and with a failed one {@code old=!> }; an onlooker's {@code old (read-only)=> }; in a branch of {@code \if} that is not run {@code old@> }. */
    static String first(Side side, Session.State state, boolean readOnly, boolean skips, Style style) {
        AttributedStringBuilder prompt = new AttributedStringBuilder();
        prompt.styled(style.of(side), side.word())
                .append(readOnly ? " (read-only)" : "")
                .append(skips ? "@" : "=");
        switch (state) {
            case NONE -> {}
            case OPEN -> prompt.append("*");
            case FAILED ->
                prompt.styled(
                        style.colour()
                                ? AttributedStyle.DEFAULT.foreground(AttributedStyle.RED)
                                : AttributedStyle.DEFAULT,
                        "!");
        }
        return prompt.append("> ").toAnsi();
    }

    /** The pattern for further lines: JLine puts the reason in the place of {@code %M}. */
    static String next(Side side, Style style) {
        return new AttributedStringBuilder()
                .styled(style.of(side), side.word())
                .append("%M> ")
                .toAnsi();
    }

    /** The reason a text is not complete, as the prompt shows it. */
    static String mark(Waiting waiting) {
        return waiting.mark();
    }
}
