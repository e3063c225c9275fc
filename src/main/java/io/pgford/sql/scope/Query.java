package io.pgford.sql.scope;

import io.pgford.sql.Identifiers;
import io.pgford.sql.Token;
import io.pgford.sql.TokenKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One query of a statement, between parentheses or set operations: its common table expressions, sources and columns. */
final class Query {
    /** Words that follow a source and are none of its names. */
    private static final Set<String> NO_ALIAS = Set.of(
            "where",
            "on",
            "join",
            "inner",
            "left",
            "right",
            "full",
            "cross",
            "natural",
            "using",
            "set",
            "group",
            "order",
            "having",
            "limit",
            "offset",
            "union",
            "except",
            "intersect",
            "for",
            "values",
            "select",
            "returning",
            "default",
            "when",
            "tablesample",
            "window",
            "fetch",
            "from",
            "to",
            "add",
            "alter",
            "drop",
            "rename",
            "overriding",
            "with",
            "as",
            "in",
            "cascade",
            "restrict",
            "not",
            "and",
            "or",
            "owner");

    private static final Set<String> READS_FROM = Set.of("select", "delete", "copy", "update", "explain", "declare");

    private final List<Node> nodes;
    private final Map<String, Derived> tables = new HashMap<>();
    private final List<Source> sources = new ArrayList<>();
    private String verb = "";
    private int at;

    /** @param outer the common table expressions that are visible here */
    Query(List<Node> nodes, Map<String, Derived> outer) {
        this.nodes = nodes;
        tables.putAll(outer);
        read();
    }

    /** The common table expressions that are visible inside. */
    Map<String, Derived> tables() {
        return tables;
    }

    List<Source> sources() {
        return sources;
    }

    /** Its first word that says what is done, in lower case. */
    String verb() {
        return verb;
    }

    private void read() {
        if (word(at).equals("explain")) {
            at++;
            while (word(at).equals("analyze")
                    || word(at).equals("verbose")
                    || (at == 1 && group(at).isPresent())) {
                at++;
            }
        }
        if (word(at).equals("with")) {
            at++;
            if (word(at).equals("recursive")) {
                at++;
            }
            while (expression()) {
                // The next one follows behind a comma.
            }
        }
        boolean list = false;
        while (at < nodes.size()) {
            String word = word(at);
            if (verb.isEmpty() && !word.isEmpty()) {
                verb = word;
            }
            boolean comma = isSign(at, ",");
            at++;
            if (opens(word, at - 1)) {
                list = Set.of("from", "using", "truncate", "lock", "analyze", "vacuum")
                                .contains(word)
                        || (word.equals("table") && !verb.equals("create"));
                source();
            } else if (comma && list) {
                source();
            } else if (NO_ALIAS.contains(word) && !word.equals("as") && !word.equals("on")) {
                list = false;
            }
        }
    }

    /** {@code name (columns) AS (query)}; returns whether another one follows. */
    private boolean expression() {
        Optional<Token> name = name(at);
        if (name.isEmpty()) {
            return false;
        }
        at++;
        List<String> columns = List.of();
        if (group(at).isPresent()) {
            columns = names(group(at).get().nodes());
            at++;
        }
        while (Set.of("as", "not", "materialized").contains(word(at))) {
            at++;
        }
        Optional<Node.Group> body = group(at);
        if (body.isPresent()) {
            // A recursive one may name itself.
            Map<String, Derived> visible = new HashMap<>(tables);
            visible.put(Identifiers.name(name.get()), new Derived(columns, List.of()));
            Derived inner = new Query(body.get().nodes(), visible).derived();
            Derived given = columns.isEmpty() ? inner : new Derived(columns, List.of());
            tables.put(Identifiers.name(name.get()), given);
            at++;
        }
        if (isSign(at, ",")) {
            at++;
            return true;
        }
        return false;
    }

    /** Whether a source follows this word. */
    private boolean opens(String word, int where) {
        return switch (word) {
            case "from" -> READS_FROM.contains(verb) && !word(where - 1).equals("distinct") && !word(0).equals("copy");
            case "join", "into", "truncate", "references" -> true;
            case "update" -> verb.equals("update");
            case "table" ->
                Set.of("alter", "drop", "truncate", "lock", "table", "comment").contains(verb);
            case "using" -> Set.of("delete", "merge").contains(verb);
            case "copy", "analyze", "vacuum", "lock" -> where == 0;
            case "on" -> verb.equals("create") && contains("index", "trigger", "policy", "rule", "statistics");
            default -> false;
        };
    }

    private boolean contains(String... words) {
        Set<String> wanted = Set.of(words);
        for (int i = 0; i < Math.min(nodes.size(), 8); i++) {
            if (wanted.contains(word(i))) {
                return true;
            }
        }
        return false;
    }

    private void source() {
        while (Set.of("only", "lateral", "if", "exists", "table").contains(word(at))) {
            at++;
        }
        Optional<Node.Group> group = group(at);
        if (group.isPresent()) {
            at++;
            List<Node> inside = group.get().nodes();
            if (isQuery(inside)) {
                Derived inner = new Query(inside, tables).derived();
                sources.add(named(List.of(), Optional.of(inner), false, List.of()));
            } else {
                sources.addAll(new Query(withFrom(inside), tables).sources());
            }
            return;
        }
        List<Token> words = path();
        if (words.isEmpty()) {
            return;
        }
        List<String> path = words.stream().map(Identifiers::name).toList();
        boolean function = group(at).isPresent() && verb.equals("select");
        if (function) {
            at++;
        }
        if (isSign(at, "*")) {
            at++;
        }
        Optional<Derived> derived = path.size() == 1 ? Optional.ofNullable(tables.get(path.get(0))) : Optional.empty();
        sources.add(named(path, derived, function, words));
    }

    /** Reads {@code (a JOIN b ON …)} as what stands behind FROM. */
    private static List<Node> withFrom(List<Node> inner) {
        List<Node> all = new ArrayList<>();
        all.add(new Node.Leaf(new Token(TokenKind.WORD, 0, "select", false)));
        all.add(new Node.Leaf(new Token(TokenKind.WORD, 0, "from", false)));
        all.addAll(inner);
        return all;
    }

    private Source named(List<String> path, Optional<Derived> derived, boolean function, List<Token> words) {
        boolean as = word(at).equals("as");
        if (as) {
            at++;
        }
        Optional<Token> alias = name(at).filter(token ->
                token.kind() == TokenKind.QUOTED_IDENTIFIER || !NO_ALIAS.contains(Identifiers.name(token)));
        if (alias.isEmpty()) {
            return new Source(path, Optional.empty(), derived, function, words);
        }
        at++;
        Optional<Derived> columns = derived;
        if (group(at).isPresent() && verb.equals("select")) {
            columns = Optional.of(new Derived(names(group(at).get().nodes()), List.of()));
            at++;
        }
        return new Source(path, alias.map(Identifiers::name), columns, function, words);
    }

    private List<Token> path() {
        List<Token> words = new ArrayList<>();
        Optional<Token> name = name(at).filter(token ->
                token.kind() == TokenKind.QUOTED_IDENTIFIER || !NO_ALIAS.contains(Identifiers.name(token)));
        while (name.isPresent()) {
            words.add(name.get());
            at++;
            if (!isSign(at, ".")) {
                break;
            }
            at++;
            name = name(at);
        }
        return words;
    }

    private static boolean isQuery(List<Node> inside) {
        return !inside.isEmpty()
                && inside.get(0) instanceof Node.Leaf leaf
                && leaf.token().isAny("select", "values", "with", "insert", "update", "delete", "merge", "table");
    }

    /** What it gives to whoever reads from it. */
    Derived derived() {
        return new Outputs(nodes, sources).derived();
    }

    private static List<String> names(List<Node> nodes) {
        List<String> names = new ArrayList<>();
        boolean fresh = true;
        for (int i = 0; i < nodes.size(); i++) {
            if (fresh && nodes.get(i) instanceof Node.Leaf leaf && isName(leaf.token())) {
                names.add(Identifiers.name(leaf.token()));
            }
            fresh = nodes.get(i) instanceof Node.Leaf leaf && leaf.token().isSign(",");
        }
        return names;
    }

    static boolean isName(Token token) {
        return token.kind() == TokenKind.WORD || (token.kind() == TokenKind.QUOTED_IDENTIFIER && !token.open());
    }

    private Optional<Token> name(int where) {
        return where >= 0 && where < nodes.size() && nodes.get(where) instanceof Node.Leaf leaf && isName(leaf.token())
                ? Optional.of(leaf.token())
                : Optional.empty();
    }

    /** The word there in lower case; empty where there is none. */
    private String word(int where) {
        return name(where)
                .filter(token -> token.kind() == TokenKind.WORD)
                .map(Identifiers::name)
                .orElse("");
    }

    private Optional<Node.Group> group(int where) {
        return where < nodes.size() && nodes.get(where) instanceof Node.Group group
                ? Optional.of(group)
                : Optional.empty();
    }

    private boolean isSign(int where, String sign) {
        return where < nodes.size()
                && nodes.get(where) instanceof Node.Leaf leaf
                && leaf.token().isSign(sign);
    }
}
