package io.pgford.sql.scope;

import io.pgford.sql.Identifiers;
import io.pgford.sql.Token;
import io.pgford.sql.TokenKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a statement names, and what fits at a place in it. Reads tokens, not a grammar: half-typed and wrong text gives what can
 * be had of it. In time linear in the length of the text, for each level of parentheses around the place.
 */
public final class Scope {
    private Scope() {}

    /**
     * The place at a cursor.
     *
     * @param statement a whole statement, also what follows the cursor
     * @param wordStart where the word begins that is being typed at the cursor, or the cursor itself
     */
    public static Place at(String statement, int wordStart) {
        Node.Group group = Tree.of(statement);
        Map<String, Derived> tables = Map.of();
        List<Source> sources = new ArrayList<>();
        Optional<List<Token>> opening = Optional.empty();
        while (true) {
            List<Node> segment = segment(group.nodes(), wordStart);
            Query query = new Query(segment, tables);
            sources.addAll(0, query.sources());
            tables = query.tables();
            Optional<Node.Group> inner = group.nodes().stream()
                    .filter(node -> node instanceof Node.Group one && one.holds(wordStart))
                    .map(Node.Group.class::cast)
                    .findFirst();
            if (inner.isEmpty()) {
                return place(segment, wordStart, opening, sources, List.copyOf(tables.keySet()));
            }
            opening = Optional.of(leaves(segment, wordStart));
            group = inner.get();
        }
    }

    /** All sources of a statement that are tables or views, those in parentheses too. */
    public static List<Source> sources(String statement) {
        List<Source> found = new ArrayList<>();
        collect(Tree.of(statement), Map.of(), found);
        return found;
    }

    private static void collect(Node.Group group, Map<String, Derived> outer, List<Source> found) {
        Map<String, Derived> tables = outer;
        int from = 0;
        for (int i = 0; i <= group.nodes().size(); i++) {
            if (i == group.nodes().size() || isBreak(group.nodes().get(i))) {
                Query query = new Query(group.nodes().subList(from, i), tables);
                found.addAll(query.sources());
                tables = query.tables();
                from = i + 1;
            }
        }
        for (Node node : group.nodes()) {
            if (node instanceof Node.Group inner) {
                collect(inner, tables, found);
            }
        }
    }

    /** The part between set operations that holds a place. A leading WITH counts for all of them. */
    private static List<Node> segment(List<Node> nodes, int place) {
        int from = 0;
        for (int i = 0; i < nodes.size(); i++) {
            if (isBreak(nodes.get(i)) && nodes.get(i) instanceof Node.Leaf leaf) {
                if (leaf.token().start() >= place) {
                    return nodes.subList(from, i);
                }
                if (leaf.token().end() < place) {
                    from = i + 1;
                }
            }
        }
        return nodes.subList(from, nodes.size());
    }

    private static boolean isBreak(Node node) {
        return node instanceof Node.Leaf leaf
                && (leaf.token().isAny("union", "intersect", "except")
                        || leaf.token().isSign(";"));
    }

    private static Place place(
            List<Node> segment,
            int wordStart,
            Optional<List<Token>> opening,
            List<Source> sources,
            List<String> tables) {
        List<Token> before = new ArrayList<>(leaves(segment, wordStart));
        List<String> qualifier = new ArrayList<>();
        while (before.size() > 1 && before.get(before.size() - 1).isSign(".")) {
            Token name = before.get(before.size() - 2);
            if (!Query.isName(name)) {
                break;
            }
            qualifier.add(0, Identifiers.name(name));
            before.subList(before.size() - 2, before.size()).clear();
        }
        boolean insideText = segment.stream()
                .anyMatch(node -> node instanceof Node.Leaf leaf
                        && leaf.token().start() < wordStart
                        && (leaf.token().end() > wordStart || leaf.token().open())
                        && leaf.token().isLiteral());
        Wants wants = new Wants(before);
        Want want = insideText ? Want.NOTHING : wants.want(opening);
        return new Place(want, qualifier, wants.subject(), sources, tables);
    }

    /** The tokens in front of a place; a group counts as one that is no word. */
    private static List<Token> leaves(List<Node> nodes, int place) {
        List<Token> tokens = new ArrayList<>();
        for (Node node : nodes) {
            if (node instanceof Node.Leaf leaf && leaf.token().end() <= place) {
                tokens.add(leaf.token());
            } else if (node instanceof Node.Group group && group.end() < place) {
                tokens.add(new Token(TokenKind.OTHER, group.start(), ")", false));
            }
        }
        return tokens;
    }
}
