package io.pgford.shell.prompt;

import io.pgford.problem.Problem;
import io.pgford.script.Action;
import io.pgford.script.CommandItem;
import io.pgford.script.ExpectItem;
import io.pgford.script.Item;
import io.pgford.script.MetaItem;
import io.pgford.script.ScriptParser;
import io.pgford.script.SqlItem;
import io.pgford.script.Vocabulary;
import io.pgford.shell.names.Names;
import io.pgford.sql.Identifiers;
import io.pgford.sql.Lexer;
import io.pgford.sql.StatementKind;
import io.pgford.sql.Statements;
import io.pgford.sql.Token;
import io.pgford.sql.TokenKind;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Judges whether a line changes nothing, so that it may be suggested. Where it cannot be sure, it says no. */
final class Harmless {
    private static final Set<String> COMMANDS =
            Set.of("status", "counts", "plan", "help", "history", "jobs", "use", "version", "schema diff");
    private static final Set<String> METAS = Set.of("\\x", "\\timing", "\\conninfo", "\\?", "\\set", "\\refresh");

    /** Words that are followed by a parenthesis and call nothing. */
    private static final Set<String> NO_CALLS = Set.of(
            "in",
            "as",
            "on",
            "using",
            "and",
            "or",
            "not",
            "any",
            "all",
            "some",
            "exists",
            "values",
            "from",
            "select",
            "where",
            "over",
            "filter",
            "by",
            "when",
            "then",
            "else",
            "case",
            "array",
            "row",
            "with",
            "distinct",
            "cast",
            "extract",
            "coalesce",
            "nullif",
            "greatest",
            "least",
            "substring",
            "position",
            "trim",
            "overlay",
            "numeric",
            "varchar",
            "char",
            "explain",
            "between",
            "like",
            "join",
            "union",
            "except",
            "intersect",
            "having",
            "limit",
            "offset",
            "lateral");

    private final ScriptParser parser;
    private final Supplier<Names> names;

    /** @param names what is known of the functions */
    Harmless(Vocabulary vocabulary, Supplier<Names> names) {
        this.parser = new ScriptParser(vocabulary);
        this.names = names;
    }

    boolean line(String line) {
        try {
            List<Item> items = parser.parse("", line);
            return !items.isEmpty() && items.stream().allMatch(this::item);
        } catch (Problem unreadable) {
            return false;
        }
    }

    private boolean item(Item item) {
        if (item instanceof ExpectItem expect) {
            return action(expect.action());
        }
        return !(item instanceof Action action) || action(action);
    }

    private boolean action(Action action) {
        if (action instanceof SqlItem sql) {
            return statement(sql.sql());
        } else if (action instanceof MetaItem meta) {
            String word = meta.text().split("\\s", 2)[0];
            return METAS.contains(word) || (word.startsWith("\\d") && !word.equals("\\do"));
        }
        String name = ((CommandItem) action).name();
        return COMMANDS.contains(name) || name.endsWith(" status") || name.startsWith("check ");
    }

    /** A query whose functions are all known to be stable or immutable, and that locks no rows. */
    private boolean statement(String sql) {
        if (Statements.kind(sql) != StatementKind.QUERY) {
            return false;
        }
        List<Token> tokens =
                Lexer.tokens(sql).stream().filter(token -> !token.isBlank()).toList();
        for (int i = 0; i + 1 < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.is("for") && tokens.get(i + 1).isAny("update", "share", "no", "key")) {
                return false;
            }
            boolean named = token.kind() == TokenKind.WORD || token.kind() == TokenKind.QUOTED_IDENTIFIER;
            if (named && tokens.get(i + 1).isSign("(")) {
                String name = Identifiers.name(token);
                boolean own = token.kind() == TokenKind.QUOTED_IDENTIFIER || !NO_CALLS.contains(name);
                if (own && !names.get().isHarmless(name) && !namesColumns(tokens, i)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** {@code WITH name (columns) AS}: a name in front of a parenthesis that calls nothing. */
    private static boolean namesColumns(List<Token> tokens, int at) {
        return at > 0 && tokens.get(at - 1).isAny("with", "recursive", "as");
    }
}
