package io.pgford.shell.print;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.WCWidth;

/** Text as a terminal shows it. */
public final class Cells {
    private Cells() {}

    /** How many columns a terminal needs for a text without control characters. */
    public static int width(String text) {
        int width = 0;
        for (int i = 0; i < text.length(); ) {
            int character = text.codePointAt(i);
            width += Math.max(0, WCWidth.wcwidth(character));
            i += Character.charCount(character);
        }
        return width;
    }

    /** The text cut to a width, with an ellipsis where something was cut. */
    public static String cut(String text, int width, boolean unicode) {
        if (width(text) <= width) {
            return text;
        }
        String mark = unicode ? "…" : "~";
        int used = 0;
        int end = 0;
        while (end < text.length()) {
            int character = text.codePointAt(end);
            int wide = Math.max(0, WCWidth.wcwidth(character));
            if (used + wide > width - 1) {
                break;
            }
            used += wide;
            end += Character.charCount(character);
        }
        return text.substring(0, end) + mark;
    }

    /**
     * A text as lines of a screen, each broken between words where it is too long.
     *
     * @param width columns; 0 for lines of any length
     */
    public static List<String> paragraph(String text, int width) {
        return text.lines()
                .map(line -> safe(line, false))
                .flatMap(line -> wrap(line, width).stream())
                .toList();
    }

    /**
     * Broken into lines between words; a word longer than a line stays whole. Further lines begin as far in as the first.
     *
     * @param width 0 for lines of any length
     */
    public static List<String> wrap(String text, int width) {
        if (width <= 0 || width(text) <= width) {
            return List.of(text);
        }
        String indent = " ".repeat(text.length() - text.stripLeading().length());
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(indent);
        for (String word : text.strip().split(" ", -1)) {
            boolean begun = line.length() > indent.length();
            if (begun && width(line.toString()) + 1 + width(word) > width) {
                lines.add(line.toString());
                line = new StringBuilder(indent);
                begun = false;
            }
            line.append(begun ? " " : "").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    /** Filled up with spaces on the right. */
    public static String left(String text, int width) {
        return text + " ".repeat(Math.max(0, width - width(text)));
    }

    /** Filled up with spaces on the left. */
    public static String right(String text, int width) {
        return " ".repeat(Math.max(0, width - width(text))) + text;
    }

    /**
     * With every control character written out ({@code \n}, {@code \t}, {@code \x1B}), so that data can never speak to the
     * terminal. Line ends are kept if asked for.
     */
    public static String safe(String text, boolean keepLineEnds) {
        int first = firstControl(text);
        if (first < 0) {
            return text;
        }
        StringBuilder safe = new StringBuilder(text.length() + 16).append(text, 0, first);
        text.substring(first).codePoints().forEach(character -> {
            if (character == '\n') {
                safe.append(keepLineEnds ? "\n" : "\\n");
            } else if (character == '\t') {
                safe.append("\\t");
            } else if (character == '\r') {
                safe.append("\\r");
            } else if (isControl(character)) {
                safe.append(String.format(character < 0x100 ? "\\x%02X" : "\\u%04X", character));
            } else {
                safe.appendCodePoint(character);
            }
        });
        return safe.toString();
    }

    private static int firstControl(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isControl(text.charAt(i))) {
                return i;
            }
        }
        return -1;
    }

    /** C0, DEL, C1, line separators, and the marks that turn the direction of writing, which can make text lie. */
    public static boolean isControl(int character) {
        return Character.isISOControl(character)
                || (character >= 0x2028 && character <= 0x202E)
                || (character >= 0x2066 && character <= 0x2069);
    }
}
