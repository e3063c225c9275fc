package io.pgford.shell.print;

import io.pgford.database.Side;
import java.util.Map;
import org.jline.utils.AttributedStyle;

/** Colours that can be read on a background. Only the terminal's own sixteen are used, so that its scheme counts. */
public enum Theme {
    DARK(AttributedStyle.YELLOW, AttributedStyle.GREEN, AttributedStyle.CYAN, AttributedStyle.BRIGHT),
    /** Yellow, cyan and whatever is bright vanish on white. */
    LIGHT(AttributedStyle.RED, AttributedStyle.BLUE, AttributedStyle.BLUE, 0);

    private static final AttributedStyle PLAIN = AttributedStyle.DEFAULT;

    private final int oldSide;
    private final int newSide;
    private final int command;
    private final int brighter;

    Theme(int oldSide, int newSide, int command, int brighter) {
        this.oldSide = oldSide;
        this.newSide = newSide;
        this.command = command;
        this.brighter = brighter;
    }

    /** By {@code COLORFGBG}, which some terminals set to the numbers of both colours: white and light grey are light. */
    public static Theme of(Map<String, String> environment) {
        String colours = environment.getOrDefault("COLORFGBG", "");
        String background = colours.substring(colours.lastIndexOf(';') + 1);
        return background.equals("7") || background.equals("15") ? LIGHT : DARK;
    }

    public AttributedStyle side(Side side) {
        return PLAIN.foreground(side == Side.OLD ? oldSide : newSide);
    }

    /** The number of an SGR sequence for a side's colour. */
    String sideCode(Side side) {
        return String.valueOf(30 + (side == Side.OLD ? oldSide : newSide));
    }

    public AttributedStyle command() {
        return PLAIN.foreground(command).bold();
    }

    public AttributedStyle option() {
        return PLAIN.foreground(command);
    }

    public AttributedStyle keyword() {
        return PLAIN.foreground(AttributedStyle.BLUE + brighter).bold();
    }

    /** A table, a view or a column that there is. */
    public AttributedStyle known() {
        return PLAIN.foreground(this == LIGHT ? AttributedStyle.MAGENTA : AttributedStyle.CYAN);
    }

    public AttributedStyle literal() {
        return PLAIN.foreground(AttributedStyle.GREEN);
    }

    public AttributedStyle number() {
        return PLAIN.foreground(AttributedStyle.MAGENTA);
    }

    public AttributedStyle comment() {
        return PLAIN.faint();
    }

    /** What means nothing: an unknown command, option, table or column. */
    public AttributedStyle wrong() {
        return PLAIN.foreground(AttributedStyle.RED).underline();
    }

    /** The bracket at the cursor, and its partner. */
    public AttributedStyle bracket() {
        return PLAIN.inverse();
    }
}
