package io.pgford.shell.prompt;

import io.pgford.shell.print.Cells;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;

/** Lets nothing that is typed, pasted or offered speak to the terminal: a question mark stands for each control character in it. */
final class ControlMarks {
    private ControlMarks() {}

    static AttributedString shown(AttributedString text) {
        if (text.chars().noneMatch(ControlMarks::isMeant)) {
            return text;
        }
        AttributedStringBuilder shown = new AttributedStringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            shown.style(text.styleAt(i)).append(isMeant(character) ? '?' : character);
        }
        return shown.toAttributedString();
    }

    /** The same for a text without colours. */
    static String shown(String text) {
        return shown(new AttributedString(text)).toString();
    }

    private static boolean isMeant(int character) {
        return character != '\n' && character != '\t' && Cells.isControl(character);
    }
}
