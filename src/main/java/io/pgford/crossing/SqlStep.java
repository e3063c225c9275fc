package io.pgford.crossing;

import io.pgford.sql.Lexer;
import io.pgford.sql.Redactor;
import io.pgford.sql.Token;
import java.util.List;
import java.util.Optional;

/**
 * A statement of an SQL file.
 *
 * @param text without the semicolon
 * @param data the lines that a {@code COPY … FROM stdin} sends
 * @param line where it begins in its file, from 1
 */
public record SqlStep(String text, Optional<String> data, int line) {
    private static final int SHOWN = 60;

    /** Its tokens without blanks. */
    List<Token> tokens() {
        return Lexer.tokens(text).stream().filter(token -> !token.isBlank()).toList();
    }

    /** Its first words on one line, with any password masked. */
    String firstWords() {
        String line = Redactor.redact(text).text().replaceAll("\\s+", " ");
        return line.codePointCount(0, line.length()) <= SHOWN
                ? line
                : line.substring(0, line.offsetByCodePoints(0, SHOWN)) + "…";
    }

    /** As a dry run shows it: passwords masked, data counted. */
    public String shown() {
        String sql = Redactor.redact(text).text() + ";";
        return data.map(lines -> "-- with " + lines.lines().count() + " lines of data\n" + sql)
                .orElse(sql);
    }

    /** The line of the file, and the column in it, that a position in the statement is at; both from 1. */
    String placeOf(int position) {
        int end = Math.min(position - 1, text.codePointCount(0, text.length()));
        String before = text.substring(0, text.offsetByCodePoints(0, Math.max(0, end)));
        int lines = (int) before.chars().filter(c -> c == '\n').count();
        String lastLine = before.substring(before.lastIndexOf('\n') + 1);
        return lines == 0
                ? "line " + line + ", at \"" + wordAt(before.length()) + "\""
                : "line " + (line + lines) + ", column " + (lastLine.codePointCount(0, lastLine.length()) + 1)
                        + ", at \"" + wordAt(before.length()) + "\"";
    }

    private String wordAt(int offset) {
        return new Lexer(text, offset).next().map(Token::text).orElse("");
    }
}
