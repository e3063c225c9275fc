package io.pgford.database;

/** A password. It never shows itself: whoever needs the text asks for it by name. */
public record Secret(String reveal) {
    private static final String MASK = "********";

    @Override
    public String toString() {
        return MASK;
    }
}
