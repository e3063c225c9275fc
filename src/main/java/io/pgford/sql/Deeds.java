package io.pgford.sql;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds what a statement does to which objects: by its tokens, wherever they stand, so that {@code WITH … DELETE} and
 * {@code EXPLAIN ANALYZE UPDATE} are seen too. What functions, procedures and prepared statements do cannot be seen.
 */
public final class Deeds {
    private final List<Token> tokens;
    private final List<Deed> deeds = new ArrayList<>();

    private Deeds(List<Token> tokens) {
        this.tokens = tokens;
    }

    /** The deeds of one statement, in their order. */
    public static List<Deed> of(String sql) {
        Deeds reader = new Deeds(
                Lexer.tokens(sql).stream().filter(token -> !token.isBlank()).toList());
        reader.read(sql);
        return reader.deeds;
    }

    private void read(String sql) {
        if (tokens.isEmpty()) {
            return;
        }
        Token first = tokens.get(0);
        if (first.is("truncate")) {
            truncate();
        } else if (first.is("drop")) {
            drop();
        } else if (first.is("alter")) {
            alter();
        } else if (first.is("vacuum") || first.is("cluster")) {
            rewrite();
        } else if (!first.isAny("create", "grant", "revoke", "comment", "prepare", "declare", "do", "call")
                && !(first.is("explain") && Statements.kind(sql) == StatementKind.QUERY)) {
            changes();
        }
    }

    private void changes() {
        for (int i = 0; i < tokens.size(); i++) {
            if (!beginsStatement(i)) {
                continue;
            }
            if (is(i, "delete") && is(i + 1, "from")) {
                add(Deed.Kind.DELETE, i, i + 2);
            } else if (is(i, "update") && !is(i + 1, "set")) {
                add(Deed.Kind.UPDATE, i, i + 1);
            } else if (is(i, "merge") && is(i + 1, "into")) {
                add(Deed.Kind.MERGE, i, i + 2);
            } else if (is(i, "insert") && is(i + 1, "into")) {
                add(upserts(i) ? Deed.Kind.UPSERT : Deed.Kind.INSERT, i, i + 2);
            }
        }
    }

    /** {@code FOR UPDATE} and {@code DO UPDATE} are no statements. */
    private boolean beginsStatement(int at) {
        return at == 0
                || tokens.get(at - 1).isSign("(")
                || tokens.get(at - 1).isSign(")")
                || tokens.get(at - 1).isAny("explain", "analyze", "analyse", "verbose");
    }

    private void add(Deed.Kind kind, int from, int nameAt) {
        int at = is(nameAt, "only") ? nameAt + 1 : nameAt;
        deeds.add(new Deed(kind, "table", name(at), sameLevel(from, "where")));
    }

    private boolean upserts(int from) {
        int depth = 0;
        for (int i = from; i + 1 < tokens.size() && depth >= 0; i++) {
            depth += step(i);
            if (depth == 0 && is(i, "on") && is(i + 1, "conflict")) {
                return true;
            }
        }
        return false;
    }

    /** Whether a word stands in the statement that begins there, outside of its parentheses. */
    private boolean sameLevel(int from, String word) {
        int depth = 0;
        for (int i = from; i < tokens.size() && depth >= 0; i++) {
            depth += step(i);
            if (depth == 0 && is(i, word)) {
                return true;
            }
        }
        return false;
    }

    private void truncate() {
        int at = is(1, "table") ? 2 : 1;
        names(Deed.Kind.TRUNCATE, "table", at);
    }

    private void drop() {
        int at = 1;
        StringBuilder object = new StringBuilder(text(at));
        at++;
        if (is(1, "foreign") || is(1, "materialized") || is(1, "event") || is(1, "access") || is(1, "owned")) {
            object.append(' ').append(text(at));
            at++;
        }
        if (is(at, "data") && is(at + 1, "wrapper")) {
            object = new StringBuilder("foreign data wrapper");
            at += 2;
        }
        names(Deed.Kind.DROP, object.toString(), is(at, "concurrently") ? at + 1 : at);
    }

    private void names(Deed.Kind kind, String object, int from) {
        int at = from;
        if (is(at, "if")) {
            at += 2;
        }
        while (at < tokens.size()) {
            at = is(at, "only") ? at + 1 : at;
            String name = name(at);
            if (name.isEmpty()) {
                return;
            }
            deeds.add(new Deed(kind, object, name, false));
            at = nameEnd(at);
            while (at < tokens.size() && !tokens.get(at).isSign(",")) {
                at++;
            }
            at++;
        }
    }

    private void alter() {
        int at = is(1, "foreign") ? 3 : 2;
        if (!is(at - 1, "table")) {
            return;
        }
        at = is(at, "if") ? at + 2 : at;
        at = is(at, "only") ? at + 1 : at;
        String name = name(at);
        int depth = 0;
        for (int i = nameEnd(at); i < tokens.size(); i++) {
            depth += step(i);
            if (depth == 0 && is(i, "drop") && !isKept(i + 1)) {
                deeds.add(new Deed(Deed.Kind.DROP_COLUMN, "table", name, false));
                return;
            }
            boolean reshapes = is(i, "type")
                    || is(i, "rename")
                    || is(i, "inherit")
                    || is(i, "detach")
                    || (is(i, "set") && (is(i + 1, "schema") || is(i + 1, "unlogged") || is(i + 1, "logged")));
            if (depth == 0 && reshapes) {
                deeds.add(new Deed(Deed.Kind.RESHAPE, "table", name, false));
                return;
            }
        }
    }

    /** What {@code ALTER TABLE} can drop without a loss of data. */
    private boolean isKept(int at) {
        return at < tokens.size() && tokens.get(at).isAny("constraint", "default", "not", "identity", "expression");
    }

    private void rewrite() {
        boolean cluster = is(0, "cluster");
        int at = 1;
        boolean full = cluster;
        if (at < tokens.size() && tokens.get(at).isSign("(")) {
            while (at < tokens.size() && !tokens.get(at).isSign(")")) {
                full |= is(at, "full");
                at++;
            }
            at++;
        }
        while (at < tokens.size() && tokens.get(at).isAny("full", "freeze", "verbose", "analyze", "analyse")) {
            full |= is(at, "full");
            at++;
        }
        if (full) {
            deeds.add(new Deed(Deed.Kind.REWRITE, "table", name(at), false));
        }
    }

    private String name(int from) {
        StringBuilder name = new StringBuilder();
        for (int i = from; i < nameEnd(from); i++) {
            name.append(tokens.get(i).text());
        }
        return name.toString();
    }

    /** Behind {@code name}, {@code schema.name} or {@code database.schema.name}. */
    private int nameEnd(int from) {
        int at = from;
        while (at < tokens.size() && isName(at)) {
            at++;
            if (at >= tokens.size() || !tokens.get(at).isSign(".")) {
                break;
            }
            at++;
        }
        return at;
    }

    private boolean isName(int at) {
        return tokens.get(at).kind() == TokenKind.WORD || tokens.get(at).kind() == TokenKind.QUOTED_IDENTIFIER;
    }

    private int step(int at) {
        return tokens.get(at).isSign("(") ? 1 : tokens.get(at).isSign(")") ? -1 : 0;
    }

    private boolean is(int at, String word) {
        return at >= 0 && at < tokens.size() && tokens.get(at).is(word);
    }

    private String text(int at) {
        return at < tokens.size() ? Identifiers.name(tokens.get(at)) : "";
    }
}
