package io.pgford.script;

/** Tells on which line an offset is. Cheap where the offsets asked for go up. */
final class Lines {
    private final String text;
    private int offset;
    private int line = 1;

    Lines(String text) {
        this.text = text;
    }

    /** The line of an offset, from 1. */
    int at(int wanted) {
        if (wanted < offset) {
            offset = 0;
            line = 1;
        }
        while (offset < wanted) {
            if (text.charAt(offset) == '\n') {
                line++;
            }
            offset++;
        }
        return line;
    }
}
