package io.pgford.sql;

import java.util.Set;

/** The meta commands of psql that send the statement in front of them. */
final class MetaWord {
    private static final Set<String> SENDING = Set.of(
            "g",
            "gx",
            "gset",
            "gexec",
            "gdesc",
            "watch",
            "crosstabview",
            "bind",
            "bind_named",
            "parse",
            "sendpipeline");

    private MetaWord() {}

    /** Whether the word behind a backslash sends the statement. */
    static boolean sends(String text, int from) {
        int end = from;
        while (end < text.length() && (Ascii.isWordPart(text.charAt(end)) && text.charAt(end) != '$')) {
            end++;
        }
        return SENDING.contains(text.substring(from, end));
    }
}
