package io.pgford.shell.prompt;

import io.pgford.script.ScriptParser;
import io.pgford.script.Span;
import io.pgford.sql.Lexer;
import io.pgford.sql.Token;
import io.pgford.sql.TokenKind;
import java.util.Optional;

/**
 * Where the cursor is: in which item of the text, and in which word.
 *
 * @param item the item around it; empty between two
 * @param body the offset at which that begins which runs
 * @param start the offset of the word being typed; the cursor's own where none is
 */
record Cursor(String text, int cursor, Optional<Span> item, int body, int start) {
    /** Beyond this, nothing is looked for: it would be read anew at each key. */
    static final int LONG = 50_000;

    static Cursor in(ScriptParser parser, String text, int cursor) {
        if (text.length() > LONG) {
            return new Cursor(text, cursor, Optional.empty(), cursor, cursor);
        }
        Optional<Span> item = parser.spans(text).stream()
                .filter(span -> span.holds(text, cursor) || isAround(text, span, cursor))
                .reduce((first, last) -> last);
        int body = item.map(Span::body).filter(at -> at <= cursor).orElseGet(() -> lineStart(text, cursor));
        int start = item.filter(span -> span.kind() == Span.Kind.SQL).isPresent()
                ? sqlWord(text, body, cursor)
                : plainWord(text, body, cursor);
        return new Cursor(text, cursor, item, body, start);
    }

    /** What of the word is typed already. */
    String word() {
        return text.substring(start, cursor);
    }

    /** The item in front of the word. */
    String before() {
        return text.substring(Math.min(body, start), start);
    }

    Optional<Span.Kind> kind() {
        return item.map(Span::kind);
    }

    /** The text that runs, to its end behind the cursor. */
    String statement() {
        return text.substring(body, item.map(Span::end).orElse(text.length()));
    }

    /** A command ends at its last word, but goes on for whoever types behind it. */
    private static boolean isAround(String text, Span span, int cursor) {
        return cursor > span.end()
                && (span.kind() == Span.Kind.COMMAND || span.kind() == Span.Kind.META)
                && text.substring(span.end(), cursor).chars().allMatch(c -> c == ' ' || c == '\t');
    }

    private static int lineStart(String text, int cursor) {
        int start = Math.max(text.lastIndexOf('\n', cursor - 1), text.lastIndexOf(';', cursor - 1)) + 1;
        while (start < cursor && Character.isWhitespace(text.charAt(start))) {
            start++;
        }
        return start;
    }

    private static int sqlWord(String text, int body, int cursor) {
        Lexer lexer = new Lexer(text, body);
        for (Optional<Token> next = lexer.next(); next.isPresent(); next = lexer.next()) {
            Token token = next.get();
            if (token.end() >= cursor) {
                boolean word = token.kind() == TokenKind.WORD || token.kind() == TokenKind.QUOTED_IDENTIFIER;
                return word && token.start() < cursor ? token.start() : cursor;
            }
        }
        return cursor;
    }

    private static int plainWord(String text, int body, int cursor) {
        int start = body;
        boolean quoted = false;
        for (int i = body; i < cursor; i++) {
            char c = text.charAt(i);
            quoted ^= c == '"';
            if (!quoted && (Character.isWhitespace(c) || c == '=' || c == ',')) {
                start = i + 1;
            }
        }
        return start;
    }
}
