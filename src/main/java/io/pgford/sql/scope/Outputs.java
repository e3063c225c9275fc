package io.pgford.sql.scope;

import io.pgford.sql.Identifiers;
import io.pgford.sql.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The columns that a query gives: those of its select list, or of {@code RETURNING}. */
final class Outputs {
    private final List<Node> nodes;
    private final List<Source> sources;
    private final List<String> columns = new ArrayList<>();
    private final List<Source> whole = new ArrayList<>();

    Outputs(List<Node> nodes, List<Source> sources) {
        this.nodes = nodes;
        this.sources = sources;
    }

    Derived derived() {
        int from = 0;
        while (from < nodes.size() && !isWord(from, "select") && !isWord(from, "returning")) {
            from++;
        }
        List<Node> item = new ArrayList<>();
        for (int i = from + 1; i < nodes.size() && !isWord(i, "from") && !isWord(i, "union"); i++) {
            if (nodes.get(i) instanceof Node.Leaf leaf && leaf.token().isSign(",")) {
                add(item);
                item.clear();
            } else if (!(item.isEmpty() && (isWord(i, "distinct") || isWord(i, "all")))) {
                item.add(nodes.get(i));
            }
        }
        add(item);
        return new Derived(columns, whole);
    }

    private void add(List<Node> item) {
        if (item.isEmpty()) {
            return;
        }
        Node last = item.get(item.size() - 1);
        if (last instanceof Node.Group) {
            leaf(item, item.size() - 2)
                    .filter(Query::isName)
                    .map(Identifiers::name)
                    .ifPresent(columns::add);
            return;
        }
        Token token = ((Node.Leaf) last).token();
        if (token.isSign("*")) {
            star(item);
        } else if (Query.isName(token)) {
            columns.add(Identifiers.name(token));
        }
    }

    private void star(List<Node> item) {
        Optional<String> of = leaf(item, item.size() - 3).filter(Query::isName).map(Identifiers::name);
        if (item.size() == 1 || of.isPresent()) {
            sources.stream()
                    .filter(source -> of.isEmpty() || source.name().equals(of.get()))
                    .forEach(whole::add);
        }
    }

    private static Optional<Token> leaf(List<Node> item, int at) {
        return at >= 0 && item.get(at) instanceof Node.Leaf leaf ? Optional.of(leaf.token()) : Optional.empty();
    }

    private boolean isWord(int at, String word) {
        return nodes.get(at) instanceof Node.Leaf leaf && leaf.token().is(word);
    }
}
