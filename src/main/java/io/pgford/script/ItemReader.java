package io.pgford.script;

import io.pgford.problem.Problem;
import io.pgford.sql.Lexer;
import io.pgford.sql.Open;
import io.pgford.sql.Piece;
import io.pgford.sql.Splitter;
import io.pgford.sql.StatementKind;
import io.pgford.sql.Statements;
import io.pgford.sql.Token;
import io.pgford.sql.Waiting;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads one text, item by item. */
final class ItemReader {
    private static final int LONGEST_NAME = 4;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final Vocabulary vocabulary;
    private final String origin;
    private final String text;
    private final boolean whole;
    private final Lines lines;
    private final List<Item> items = new ArrayList<>();
    private final List<Span> spans = new ArrayList<>();
    private Optional<Waiting> waiting = Optional.empty();
    private int at;
    private int body;
    private Optional<String> bodyRoute = Optional.empty();

    /** @param whole whether nothing follows the text: what is open then is an error */
    ItemReader(Vocabulary vocabulary, String origin, String text, boolean whole) {
        this.vocabulary = vocabulary;
        this.origin = origin;
        this.text = text;
        this.whole = whole;
        this.lines = new Lines(text);
    }

    Reading readAll() {
        if (!text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK) {
            at = 1;
        }
        boolean freshLine = true;
        while (at < text.length() && waiting.isEmpty()) {
            char c = text.charAt(at);
            if (c == '\n') {
                if (freshLine) {
                    items.add(new CommentItem(lines.at(at), ""));
                }
                freshLine = true;
                at++;
            } else if (Character.isWhitespace(c) || c == ';') {
                freshLine &= c != ';';
                at++;
            } else {
                freshLine = false;
                int start = at;
                body = at;
                bodyRoute = Optional.empty();
                Optional<Item> item = item();
                item.ifPresent(items::add);
                spans.add(new Span(kind(item, start), start, at, bodyRoute, body));
            }
        }
        return new Reading(items, waiting);
    }

    /** Where the items stand. What cannot be read is one more, up to the end. */
    List<Span> spans() {
        try {
            readAll();
        } catch (Problem e) {
            int start = spans.isEmpty() ? 0 : spans.get(spans.size() - 1).end();
            while (start < text.length() && (Character.isWhitespace(text.charAt(start)) || text.charAt(start) == ';')) {
                start++;
            }
            at = start;
            // Such as a command whose quote is still open, though MOVE begins a statement too.
            boolean command = vocabulary.longest(firstWords()).isPresent();
            Span.Kind kind = command ? Span.Kind.COMMAND : kind(Optional.empty(), start);
            spans.add(new Span(kind, start, text.length(), bodyRoute, Math.max(start, body)));
        }
        return spans;
    }

    private Span.Kind kind(Optional<Item> read, int start) {
        Item item = read.map(found -> found instanceof ExpectItem expect ? expect.action() : found)
                .orElse(null);
        if (item instanceof CommentItem || (item == null && text.startsWith("/*", start))) {
            return Span.Kind.COMMENT;
        }
        if (item instanceof MetaItem || (item == null && text.startsWith("\\", body))) {
            return Span.Kind.META;
        }
        boolean sql =
                item instanceof SqlItem || (item == null && (bodyRoute.isPresent() || Statements.beginsAt(text, body)));
        return sql ? Span.Kind.SQL : Span.Kind.COMMAND;
    }

    private Optional<Item> item() {
        int start = at;
        if (text.charAt(at) == '#' || text.startsWith("--", at)) {
            at = lineEnd();
            return Optional.of(new CommentItem(lines.at(start), source(start)));
        }
        if (text.startsWith("/*", at)) {
            return comment(start);
        }
        if (word(at).equals("expect")) {
            return expect(start);
        }
        return action(start).map(action -> action);
    }

    private Optional<Item> comment(int start) {
        Token token = new Lexer(text, at).next().orElseThrow();
        if (token.open()) {
            open(Waiting.COMMENT, start);
            return Optional.empty();
        }
        at = token.end();
        return Optional.of(new CommentItem(lines.at(start), token.text()));
    }

    private Optional<Item> expect(int start) {
        int end = lineEnd();
        at = start + "expect".length();
        ExpectationReader reader;
        try {
            reader = new ExpectationReader(text.substring(at, end));
        } catch (Problem e) {
            throw wrong(start, e.what(), e.next());
        }
        at += reader.length();
        if (at >= end || text.charAt(at) == ';') {
            throw wrong(start, "expect has nothing behind it to run", ExpectationReader.USAGE);
        }
        if (word(at).equals("expect")) {
            throw wrong(start, "expect cannot stand behind expect", ExpectationReader.USAGE);
        }
        Optional<Action> action = action(start);
        if (action.isPresent() && reader.expectation() instanceof Expectation.Value && !givesOneValue(action.get())) {
            throw wrong(
                    start,
                    "expect with a value needs a query on one side",
                    "Write it as: expect 3 @new select count(*) from parent;");
        }
        return action.map(inner -> new ExpectItem(inner.line(), inner.source(), reader.expectation(), inner));
    }

    private static boolean givesOneValue(Action action) {
        return action instanceof SqlItem sql
                && !sql.route().equals(Optional.of("both"))
                && sql.copyData().isEmpty();
    }

    /** @param start where the item's source begins, which may be before what is performed */
    private Optional<Action> action(int start) {
        Optional<String> route = Optional.empty();
        if (text.charAt(at) == '@') {
            route = Optional.of(route());
        }
        body = at;
        bodyRoute = route;
        if (text.charAt(at) == '\\' && !text.startsWith(";", at + 1)) {
            return meta(start, route);
        }
        if (route.isPresent()) {
            return sql(start, route);
        }
        Optional<String> name = vocabulary.longest(firstWords());
        boolean command = name.isPresent() || !(Statements.beginsAt(text, at) || text.charAt(at) == '\\');
        return command ? Optional.of(command(start, name.orElse(""))) : sql(start, route);
    }

    private String route() {
        int start = at;
        String side = word(at + 1);
        at += 1 + side.length();
        if (!List.of("old", "new", "both").contains(side)) {
            throw wrong(start, "\"@" + side + "\" is no side", "Say @old, @new or @both in front of a statement.");
        }
        while (at < text.length() && text.charAt(at) != '\n' && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        if (at == text.length() || text.charAt(at) == '\n' || text.charAt(at) == ';') {
            throw wrong(start, "@" + side + " has no statement behind it", "Write it as: @" + side + " select 1;");
        }
        return side;
    }

    private Optional<Action> meta(int start, Optional<String> route) {
        int from = at;
        at = text.startsWith("\\!", at) ? lineEnd() : commandEnd();
        String line = source(from);
        if (MetaCopy.readsLines(line)) {
            int end = lineEnd();
            // Where nothing follows, as on a command line, the rows come from elsewhere.
            if (end < text.length() || !whole) {
                return copyLines(start, route, line, end + 1);
            }
        }
        return Optional.of(new MetaItem(lines.at(start), source(start), route, line));
    }

    /** The lines behind {@code \copy … from stdin} belong to it, up to {@code \.} alone. */
    private Optional<Action> copyLines(int start, Optional<String> route, String line, int from) {
        int end = MetaCopy.endOfLines(text, from);
        if (end < 0) {
            open(Waiting.COPY_DATA, start);
            return Optional.empty();
        }
        at = Math.min(text.length(), text.indexOf('\n', end) < 0 ? text.length() : text.indexOf('\n', end));
        return Optional.of(
                new MetaItem(lines.at(start), source(start), route, line + "\n" + text.substring(from, end)));
    }

    private CommandItem command(int start, String name) {
        int from = at;
        at = commandEnd();
        List<Word> words = Words.split(source(from));
        int nameWords = name.isEmpty() ? 0 : name.split(" ", -1).length;
        return new CommandItem(lines.at(start), source(start), name, words.subList(nameWords, words.size()));
    }

    private int commandEnd() {
        int end = Words.end(text, at);
        if (end < 0) {
            int quote = -end - 1;
            throw wrong(
                    quote,
                    "The quote " + text.charAt(quote) + " is not closed on its line",
                    "Close it, or write it twice inside of quotes.");
        }
        return end;
    }

    private Optional<Action> sql(int start, Optional<String> route) {
        Splitter splitter = new Splitter(text, at);
        Optional<Piece> piece = splitter.next();
        while (piece.isPresent() && piece.get().kind() == Piece.Kind.BLANK) {
            piece = splitter.next();
        }
        if (piece.isEmpty()) {
            Open rest = splitter.open().orElse(new Open(at, "", Waiting.STATEMENT, start));
            refuseBackslash(rest.text(), rest.start());
            String sql = rest.text().strip();
            boolean copyIn = Statements.kind(sql) == StatementKind.COPY_IN;
            if (whole && rest.waiting() == Waiting.STATEMENT && copyIn) {
                throw wrong(
                        start,
                        "COPY … FROM stdin has no data behind it",
                        "Let them follow, up to a line with \\. alone; for standard input: pgford -c '\\copy TABLE from"
                                + " stdin' < FILE");
            }
            if (!whole || rest.waiting() != Waiting.STATEMENT) {
                open(rest.waiting(), rest.since());
                return Optional.empty();
            }
            if (sql.isEmpty()) {
                throw wrong(start, "no statement stands behind the side", "Write it as: @new select 1;");
            }
            at = text.length();
            return Optional.of(new SqlItem(lines.at(start), source(start), route, sql, "", Optional.empty()));
        }
        refuseBackslash(piece.get().text(), piece.get().start());
        at = piece.get().end();
        Optional<String> data = Optional.empty();
        if (Statements.kind(piece.get().text()) == StatementKind.COPY_IN) {
            data = copyData(splitter, start);
            if (data.isEmpty()) {
                return Optional.empty();
            }
        }
        String ending = piece.get().ending();
        return Optional.of(
                new SqlItem(lines.at(start), source(start), route, piece.get().text(), ending, data));
    }

    private void refuseBackslash(String sql, int start) {
        StrayBackslash.in(sql).ifPresent(stray -> {
            throw wrong(start + stray.at(), stray.what(), stray.next());
        });
    }

    private Optional<String> copyData(Splitter splitter, int start) {
        Optional<Piece> data = splitter.next();
        if (data.isEmpty() && splitter.open().isPresent()) {
            open(Waiting.COPY_DATA, start);
            return Optional.empty();
        }
        if (data.isEmpty() || data.get().kind() != Piece.Kind.COPY_DATA) {
            throw wrong(
                    start,
                    "behind COPY … FROM stdin; the line must end, and its data follow",
                    "End the data by a line with \\. alone.");
        }
        // The line end behind the data is the item's, not a blank line.
        at = data.get().end() - (data.get().source().endsWith("\n") ? 1 : 0);
        return Optional.of(data.get().text());
    }

    /** @param since offset of what is not closed */
    private void open(Waiting why, int since) {
        if (whole) {
            throw wrong(since, Unclosed.what(why), Unclosed.next(why));
        }
        waiting = Optional.of(why);
        at = text.length();
    }

    private List<String> firstWords() {
        List<String> words = new ArrayList<>();
        int from = at;
        while (words.size() < LONGEST_NAME) {
            String word = word(from);
            if (word.isEmpty()) {
                break;
            }
            words.add(word);
            from += word.length();
            while (from < text.length() && text.charAt(from) != '\n' && Character.isWhitespace(text.charAt(from))) {
                from++;
            }
        }
        return words;
    }

    /** What stands there up to white space or a semicolon, in lower case. */
    private String word(int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) != ';' && !Character.isWhitespace(text.charAt(end))) {
            end++;
        }
        return text.substring(from, end).toLowerCase(Locale.ROOT);
    }

    private int lineEnd() {
        int end = text.indexOf('\n', at);
        return end < 0 ? text.length() : end;
    }

    private String source(int start) {
        return text.substring(start, at).strip();
    }

    private Problem wrong(int offset, String what, String next) {
        String where = origin.isEmpty() ? "" : origin + ":" + lines.at(offset) + ": ";
        return Problem.usage(where + what, next);
    }
}
