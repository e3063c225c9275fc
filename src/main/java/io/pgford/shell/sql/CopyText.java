package io.pgford.shell.sql;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads rows in COPY's text format (manual, COPY, "Text Format"). */
final class CopyText {
    private CopyText() {}

    /** The values of one row, which ends with a line feed. */
    static List<Optional<String>> row(byte[] line, int columns) {
        String text = new String(line, 0, line.length - 1, StandardCharsets.UTF_8);
        List<Optional<String>> values = new ArrayList<>(columns);
        int start = 0;
        while (values.size() < columns) {
            int tab = text.indexOf('\t', start);
            int end = tab < 0 ? text.length() : tab;
            values.add(value(text.substring(start, end)));
            start = end + 1;
        }
        return values;
    }

    private static Optional<String> value(String raw) {
        if (raw.equals("\\N")) {
            return Optional.empty();
        }
        int backslash = raw.indexOf('\\');
        if (backslash < 0) {
            return Optional.of(raw);
        }
        StringBuilder value = new StringBuilder(raw.length()).append(raw, 0, backslash);
        for (int i = backslash; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '\\' && i + 1 < raw.length()) {
                i++;
                c = unescaped(raw.charAt(i));
            }
            value.append(c);
        }
        return Optional.of(value.toString());
    }

    private static char unescaped(char escaped) {
        return switch (escaped) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'v' -> '\u000B';
            default -> escaped;
        };
    }
}
