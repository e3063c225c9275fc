package io.pgford.sql;

import java.util.List;
import java.util.Set;

/** Tells kinds of statements apart by their tokens: comments and parentheses in front do not deceive it. */
public final class Statements {
    private static final String[] CHANGES = {"insert", "update", "delete", "merge"};

    /** The first words of all SQL commands of PostgreSQL up to 18 (manual, part VI, SQL Commands). */
    private static final Set<String> FIRST_WORDS = Set.of(
            "abort",
            "alter",
            "analyse",
            "analyze",
            "begin",
            "call",
            "checkpoint",
            "close",
            "cluster",
            "comment",
            "commit",
            "copy",
            "create",
            "deallocate",
            "declare",
            "delete",
            "discard",
            "do",
            "drop",
            "end",
            "execute",
            "explain",
            "fetch",
            "grant",
            "import",
            "insert",
            "listen",
            "load",
            "lock",
            "merge",
            "move",
            "notify",
            "prepare",
            "reassign",
            "refresh",
            "reindex",
            "release",
            "reset",
            "revoke",
            "rollback",
            "savepoint",
            "security",
            "select",
            "set",
            "show",
            "start",
            "table",
            "truncate",
            "unlisten",
            "update",
            "vacuum",
            "values",
            "with");

    private Statements() {}

    /**
     * Whether what begins at an offset looks like a statement: by its first word, by a parenthesis in front of it, or by a
     * variable such as {@code :explain} that may stand for its first words.
     */
    public static boolean beginsAt(String text, int from) {
        Lexer lexer = new Lexer(text, from);
        int at = from;
        while (at < text.length() && isBlank(text, at)) {
            at = lexer.next().orElseThrow().end();
        }
        if (at >= text.length()) {
            return false;
        }
        // By the first character, as a quote may go on to the end of a long text.
        char first = text.charAt(at);
        if (first == ':') {
            return at + 1 < text.length() && Ascii.isWordStart(text.charAt(at + 1));
        }
        return first == '('
                || (Ascii.isWordStart(first)
                        && FIRST_WORDS.contains(lower(lexer.next().orElseThrow().text())));
    }

    private static boolean isBlank(String text, int at) {
        return Ascii.isSpace(text.charAt(at)) || text.startsWith("--", at) || text.startsWith("/*", at);
    }

    /** The kind of one statement. */
    public static StatementKind kind(String statement) {
        return kind(Lexer.tokens(statement).stream()
                .filter(token -> !token.isBlank())
                .toList());
    }

    /** The kind of the statement that begins with the first word; the list holds no blanks. */
    private static StatementKind kind(List<Token> tokens) {
        int first = 0;
        while (first < tokens.size() && tokens.get(first).isSign("(")) {
            first++;
        }
        if (first == tokens.size() || tokens.get(first).kind() != TokenKind.WORD) {
            return StatementKind.OTHER;
        }
        List<Token> rest = tokens.subList(first + 1, tokens.size());
        return switch (lower(tokens.get(first).text())) {
            case "select" -> makesTable(rest) ? StatementKind.DEFINITION : StatementKind.QUERY;
            case "values", "table", "show", "fetch" -> StatementKind.QUERY;
            case "with" -> with(rest);
            case "explain" -> explain(rest);
            case "insert", "update", "delete", "merge", "truncate", "refresh" -> StatementKind.CHANGE;
            case "create", "alter", "drop", "comment", "grant", "revoke", "security", "reassign", "import" ->
                StatementKind.DEFINITION;
            case "begin", "start", "commit", "end", "rollback", "abort", "savepoint", "release" ->
                StatementKind.TRANSACTION;
            case "prepare" -> startsWith(rest, "transaction") ? StatementKind.TRANSACTION : StatementKind.OTHER;
            case "copy" -> copy(rest);
            default -> StatementKind.OTHER;
        };
    }

    /** {@code SELECT … INTO t} makes a table. The word is reserved, so it stands for nothing else outside of parentheses. */
    private static boolean makesTable(List<Token> tokens) {
        int depth = 0;
        for (Token token : tokens) {
            depth += depthStep(token);
            if (depth == 0 && token.is("into")) {
                return true;
            }
        }
        return false;
    }

    /** A verb counts as the head of a common table expression, or behind all of them; elsewhere it may be a name. */
    private static StatementKind with(List<Token> tokens) {
        int depth = 0;
        for (int i = 1; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            Token before = tokens.get(i - 1);
            depth += depthStep(before);
            boolean heads = before.isSign("(") && i > 1 && tokens.get(i - 2).isAny("as", "materialized");
            boolean follows = depth == 0 && !before.isSign(",") && !before.is("recursive");
            if ((heads || follows) && token.isAny(CHANGES)) {
                return StatementKind.CHANGE;
            }
            if (follows && token.is("select")) {
                return makesTable(tokens.subList(i, tokens.size())) ? StatementKind.DEFINITION : StatementKind.QUERY;
            }
        }
        return StatementKind.QUERY;
    }

    /** {@code EXPLAIN} runs the statement with {@code ANALYZE}. */
    private static StatementKind explain(List<Token> tokens) {
        int i = 0;
        boolean runs = false;
        if (!tokens.isEmpty() && tokens.get(0).isSign("(")) {
            while (i < tokens.size() && !tokens.get(i).isSign(")")) {
                runs |= tokens.get(i).isAny("analyze", "analyse") && !isOff(tokens, i + 1);
                i++;
            }
            i++;
        } else {
            while (i < tokens.size() && tokens.get(i).isAny("analyze", "analyse", "verbose")) {
                runs |= !tokens.get(i).is("verbose");
                i++;
            }
        }
        boolean plain = !runs || i >= tokens.size() || tokens.get(i).is("explain");
        return plain ? StatementKind.QUERY : kind(tokens.subList(i, tokens.size()));
    }

    private static boolean isOff(List<Token> tokens, int i) {
        return i < tokens.size()
                && (tokens.get(i).isAny("off", "false") || tokens.get(i).text().equals("0"));
    }

    /** The grammar takes STDIN and STDOUT for either: {@code COPY t FROM stdout} reads from the client too. */
    private static StatementKind copy(List<Token> tokens) {
        int depth = 0;
        for (int i = 0; i + 1 < tokens.size(); i++) {
            depth += depthStep(tokens.get(i));
            if (depth != 0) {
                continue;
            }
            if (tokens.get(i).is("from")) {
                return tokens.get(i + 1).isAny("stdin", "stdout") ? StatementKind.COPY_IN : StatementKind.CHANGE;
            }
            if (tokens.get(i).is("to")) {
                return tokens.get(i + 1).isAny("stdin", "stdout") ? StatementKind.COPY_OUT : StatementKind.OTHER;
            }
        }
        return StatementKind.OTHER;
    }

    private static boolean startsWith(List<Token> tokens, String word) {
        return !tokens.isEmpty() && tokens.get(0).is(word);
    }

    private static int depthStep(Token token) {
        return token.isSign("(") ? 1 : token.isSign(")") ? -1 : 0;
    }

    private static String lower(String word) {
        return word.chars()
                .map(c -> Ascii.lower((char) c))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
