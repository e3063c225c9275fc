package io.pgford.shell.prompt;

import io.pgford.shell.names.Names;
import io.pgford.shell.print.Theme;
import io.pgford.sql.Identifiers;
import io.pgford.sql.Lexer;
import io.pgford.sql.Token;
import io.pgford.sql.TokenKind;
import io.pgford.sql.scope.Scope;
import io.pgford.sql.scope.Source;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jline.utils.AttributedStyle;

/**
 * The colours of one statement. A table that the catalog does not know is marked, and so is a column behind a table that it does
 * know; a bare word may be many things, so it is marked only as something that there is.
 */
final class SqlColours {
    /** Each table has these too (manual, 5.5 System Columns). */
    private static final Set<String> SYSTEM = Set.of("ctid", "xmin", "xmax", "cmin", "cmax", "tableoid", "oid");

    private final Painted painted;
    private final Theme theme;
    private final Names names;
    private final Map<Integer, Boolean> tables = new HashMap<>();
    private final Map<String, Set<String>> columnsBySource = new HashMap<>();
    private final Set<String> columns = new HashSet<>();

    SqlColours(Painted painted, Theme theme, Names names) {
        this.painted = painted;
        this.theme = theme;
        this.names = names;
    }

    void paint(int from, int to) {
        String statement = painted.text().substring(from, to);
        if (names.known()) {
            Scope.sources(statement).forEach(this::learn);
        }
        List<Token> tokens = Lexer.tokens(statement).stream()
                .filter(token -> token.kind() != TokenKind.SPACE)
                .toList();
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            painted.paint(from + token.start(), from + token.end(), style(tokens, i, from));
        }
        brackets(tokens, from);
    }

    private void learn(Source source) {
        if (!source.inCatalog()) {
            return;
        }
        var relation = names.relation(source.path());
        source.words().forEach(word -> tables.put(word.start(), relation.isPresent()));
        relation.ifPresent(found -> {
            columnsBySource
                    .computeIfAbsent(source.name(), name -> new HashSet<>())
                    .addAll(found.columns());
            columns.addAll(found.columns());
        });
    }

    private AttributedStyle style(List<Token> tokens, int i, int from) {
        Token token = tokens.get(i);
        if (token.isLiteral()) {
            return theme.literal();
        }
        return switch (token.kind()) {
            case WORD, QUOTED_IDENTIFIER -> name(tokens, i, from);
            case NUMBER, PARAMETER -> theme.number();
            case LINE_COMMENT, BLOCK_COMMENT -> theme.comment();
            default -> AttributedStyle.DEFAULT;
        };
    }

    private AttributedStyle name(List<Token> tokens, int i, int from) {
        Token token = tokens.get(i);
        if (token.open()) {
            return AttributedStyle.DEFAULT;
        }
        Boolean table = tables.get(token.start());
        boolean decided = painted.decided(from + token.end());
        if (table != null) {
            return table ? theme.known() : decided ? theme.wrong() : AttributedStyle.DEFAULT;
        }
        String name = Identifiers.name(token);
        if (i > 1 && tokens.get(i - 1).isSign(".")) {
            Optional<Set<String>> of = Optional.ofNullable(columnsBySource.get(Identifiers.name(tokens.get(i - 2))));
            boolean known = of.filter(all -> all.contains(name)).isPresent();
            boolean unknown = of.isPresent() && !known && !SYSTEM.contains(name);
            return known ? theme.known() : unknown && decided ? theme.wrong() : AttributedStyle.DEFAULT;
        }
        boolean keyword = token.kind() == TokenKind.WORD && names.keywords().contains(token.text());
        if (keyword && (names.keywords().isReserved(token.text()) || !columns.contains(name))) {
            return theme.keyword();
        }
        return columns.contains(name) ? theme.known() : AttributedStyle.DEFAULT;
    }

    /** The bracket at the cursor, or else in front of it, with its partner; and those that close nothing. */
    private void brackets(List<Token> tokens, int from) {
        Deque<Token> open = new ArrayDeque<>();
        List<int[]> pairs = new ArrayList<>();
        for (Token token : tokens) {
            if (token.isSign("(") || token.isSign("[")) {
                open.push(token);
            } else if (token.isSign(")") || token.isSign("]")) {
                boolean fits = !open.isEmpty() && open.peek().isSign(token.isSign(")") ? "(" : "[");
                if (fits) {
                    pairs.add(new int[] {from + open.pop().start(), from + token.start()});
                } else {
                    painted.paint(from + token.start(), from + token.end(), theme.wrong());
                }
            }
        }
        for (int at : new int[] {painted.cursor(), painted.cursor() - 1}) {
            Optional<int[]> pair =
                    pairs.stream().filter(one -> one[0] == at || one[1] == at).findFirst();
            if (pair.isPresent()) {
                painted.paint(pair.get()[0], pair.get()[0] + 1, theme.bracket());
                painted.paint(pair.get()[1], pair.get()[1] + 1, theme.bracket());
                return;
            }
        }
    }
}
