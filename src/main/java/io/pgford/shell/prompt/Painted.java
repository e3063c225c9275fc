package io.pgford.shell.prompt;

import java.util.Arrays;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** A text and a style for each of its characters. */
final class Painted {
    private final String text;
    private final int cursor;
    private final AttributedStyle[] styles;

    Painted(String text, int cursor) {
        this.text = text;
        this.cursor = cursor;
        this.styles = new AttributedStyle[text.length()];
        Arrays.fill(styles, AttributedStyle.DEFAULT);
    }

    String text() {
        return text;
    }

    int cursor() {
        return cursor;
    }

    /** Whether a word that ends there is typed to its end. */
    boolean decided(int end) {
        return end != cursor;
    }

    void paint(int from, int to, AttributedStyle style) {
        Arrays.fill(styles, from, Math.min(to, styles.length), style);
    }

    AttributedString toAttributedString() {
        AttributedStringBuilder shown = new AttributedStringBuilder(text.length());
        int from = 0;
        for (int i = 1; i <= styles.length; i++) {
            if (i == styles.length || !styles[i].equals(styles[from])) {
                shown.styled(styles[from], text.substring(from, i));
                from = i;
            }
        }
        return shown.toAttributedString();
    }
}
