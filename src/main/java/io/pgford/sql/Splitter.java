package io.pgford.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds where statements end, as psql does: at a semicolon outside of quotes, comments, parentheses and the {@code BEGIN
 * ATOMIC … END} body of an SQL function; and at a meta command that sends the statement, such as {@code \gx}. A backslash
 * between statements begins a meta line, one inside of a statement hides what psql would keep for itself, and the lines behind
 * {@code COPY … FROM stdin;} are its data. Two differences to psql, which asks the server: data follows such a COPY always, also
 * where it would fail, and only where nothing but a comment stands between the semicolon and the line end.
 */
public final class Splitter {
    private static final String END_OF_DATA = "\\.";

    private final String text;
    private int at;
    private boolean dataFollows;
    private Optional<Open> open = Optional.empty();

    /** Reads from an offset on that is between two statements. */
    public Splitter(String text, int from) {
        this.text = text;
        this.at = from;
    }

    /** Cuts a whole text. */
    public static Split split(String text) {
        Splitter splitter = new Splitter(text, 0);
        List<Piece> pieces = new ArrayList<>();
        for (Optional<Piece> piece = splitter.next(); piece.isPresent(); piece = splitter.next()) {
            pieces.add(piece.get());
        }
        return new Split(pieces, splitter.open());
    }

    /**
     * The statements of a value, the last of which may lack its semicolon. What cannot be cut into some is one as it is: the
     * server says what is wrong with it.
     */
    public static List<String> several(String value) {
        Split split = split(value + "\n;");
        boolean whole = split.open().isEmpty()
                && split.pieces().stream()
                        .allMatch(piece -> piece.kind() == Piece.Kind.BLANK
                                || piece.ending().equals(";"));
        return whole ? split.statements() : List.of(value);
    }

    /** The next complete piece; empty at the end, and before an open rest. */
    public Optional<Piece> next() {
        if (open.isPresent()) {
            return Optional.empty();
        }
        if (dataFollows) {
            return data();
        }
        if (at >= text.length()) {
            return Optional.empty();
        }
        Lexer lexer = new Lexer(text, at);
        Token first = lexer.next().orElseThrow();
        if (first.isBlank() || first.isSign(";")) {
            return blank(lexer, first);
        }
        if (isBackslash(first) && !text.startsWith(";", first.end())) {
            int end = lineEnd(at);
            return take(Piece.Kind.META, end, text.substring(at, end).strip(), "");
        }
        return statement(lexer, first);
    }

    /** The open rest, once {@link #next()} has come to it. */
    public Optional<Open> open() {
        return open;
    }

    private Optional<Piece> blank(Lexer lexer, Token first) {
        Optional<Token> token = Optional.of(first);
        int end = at;
        while (token.isPresent() && (token.get().isBlank() || token.get().isSign(";"))) {
            if (token.get().open()) {
                if (end > at) {
                    break;
                }
                return wait(Waiting.COMMENT, at);
            }
            end = token.get().end();
            token = lexer.next();
        }
        return take(Piece.Kind.BLANK, end, "", "");
    }

    private Optional<Piece> statement(Lexer begun, Token first) {
        Lexer lexer = begun;
        Nesting nesting = new Nesting();
        Optional<Token> token = Optional.of(first);
        while (token.isPresent()) {
            Token now = token.get();
            if (now.open()) {
                return wait(now.waiting().orElseThrow(), now.start());
            }
            if (now.isSign(";") && nesting.isOutside()) {
                return ended(first, now.start(), now.end(), ";");
            }
            if (isBackslash(now)) {
                if (MetaWord.sends(text, now.end())) {
                    int end = lineEnd(now.start());
                    return ended(
                            first,
                            now.start(),
                            end,
                            text.substring(now.start(), end).strip());
                }
                lexer = new Lexer(text, keptByPsql(now));
            }
            nesting.add(now);
            token = lexer.next();
        }
        return nesting.parenthesis()
                .map(since -> wait(Waiting.PARENTHESIS, since))
                .orElseGet(() -> wait(Waiting.STATEMENT, at));
    }

    /** Where that ends which psql takes out of a statement: one sign of {@code \;} and {@code \:}, else the rest of the line. */
    private int keptByPsql(Token backslash) {
        int end = backslash.end();
        boolean escape = text.startsWith(";", end) || text.startsWith(":", end);
        return escape ? end + 1 : lineEnd(end);
    }

    private Optional<Piece> ended(Token first, int textEnd, int end, String ending) {
        String statement = text.substring(at, textEnd).stripTrailing();
        boolean sendsData = first.is("copy") && Statements.kind(statement) == StatementKind.COPY_IN;
        if (!sendsData || !endsLine(end)) {
            return take(Piece.Kind.STATEMENT, end, statement, ending);
        }
        // The line end belongs to the statement, so that the data begins right behind it.
        dataFollows = true;
        return take(Piece.Kind.STATEMENT, Math.min(lineEnd(end) + 1, text.length()), statement, ending);
    }

    private boolean endsLine(int from) {
        int i = from;
        while (i < text.length() && text.charAt(i) != '\n' && Ascii.isSpace(text.charAt(i))) {
            i++;
        }
        return i == text.length() || text.charAt(i) == '\n' || text.startsWith("--", i);
    }

    private Optional<Piece> data() {
        for (int line = at; line < text.length(); ) {
            int end = lineEnd(line);
            int content = end > line && text.charAt(end - 1) == '\r' ? end - 1 : end;
            if (content - line == END_OF_DATA.length() && text.startsWith(END_OF_DATA, line)) {
                dataFollows = false;
                return take(
                        Piece.Kind.COPY_DATA, Math.min(end + 1, text.length()), text.substring(at, line), END_OF_DATA);
            }
            line = end + 1;
        }
        return wait(Waiting.COPY_DATA, at);
    }

    private int lineEnd(int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end;
    }

    private static boolean isBackslash(Token token) {
        return token.kind() == TokenKind.OTHER && token.text().equals("\\");
    }

    private Optional<Piece> take(Piece.Kind kind, int end, String counts, String ending) {
        Piece piece = new Piece(kind, at, text.substring(at, end), counts, ending);
        at = end;
        return Optional.of(piece);
    }

    private Optional<Piece> wait(Waiting waiting, int since) {
        open = Optional.of(new Open(at, text.substring(at), waiting, since));
        return Optional.empty();
    }
}
