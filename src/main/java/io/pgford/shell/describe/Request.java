package io.pgford.shell.describe;

import java.util.Optional;

/**
 * A meta command taken apart.
 *
 * @param command without backslash, {@code S} and {@code +}
 * @param system whether system objects are wanted too ({@code S})
 * @param plus whether more is wanted ({@code +})
 * @param pattern which objects; empty for all that are found without naming their schema
 */
record Request(String command, boolean system, boolean plus, Optional<NamePattern> pattern) {

    static Request of(String line) {
        String text = line.strip().replaceFirst(";+$", "").strip();
        int end = 1;
        while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
            end++;
        }
        String word = text.substring(1, end);
        String marks = word.replaceFirst("^[^S+]*", "");
        String pattern = text.substring(end).strip();
        return new Request(
                word.replaceAll("[S+]", ""),
                marks.contains("S"),
                marks.contains("+"),
                pattern.isEmpty() ? Optional.empty() : Optional.of(NamePattern.of(pattern)));
    }
}
