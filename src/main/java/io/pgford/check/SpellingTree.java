package io.pgford.check;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The tokens of a definition by parentheses, turned into one spelling: SQL-syntax calls ({@code EXTRACT}, {@code SUBSTRING},
 * {@code TRIM}, {@code POSITION}, {@code OVERLAY}, {@code AT TIME ZONE}), which servers write so since 14, become the plain
 * function calls that they were before; a trigger executes a {@code FUNCTION} (since 11); {@code SIMILAR TO} takes
 * {@code similar_to_escape} (since 13); {@code CURRENT_USER} is compared without a cast (since 12).
 *
 * @param nodes a {@link String} for a token, a {@link SpellingTree} for what stands in parentheses
 */
record SpellingTree(List<Object> nodes) {
    private static final Map<String, String> TRIMS = Map.of("BOTH", "btrim", "LEADING", "ltrim", "TRAILING", "rtrim");
    private static final Set<String> CALLS = Set.of(
            "date_part",
            "substring",
            "btrim",
            "ltrim",
            "rtrim",
            "position",
            "overlay",
            "timezone",
            "similar_to_escape");
    private static final Set<String> USERS = Set.of("CURRENT_USER", "SESSION_USER", "\"current_user\"");

    static SpellingTree of(List<String> tokens) {
        return read(tokens.iterator());
    }

    private static SpellingTree read(Iterator<String> tokens) {
        List<Object> nodes = new ArrayList<>();
        while (tokens.hasNext()) {
            String token = tokens.next();
            if (token.equals(")")) {
                break;
            }
            nodes.add(token.equals("(") ? read(tokens) : token);
        }
        return new SpellingTree(nodes);
    }

    /** The tokens again, in the one spelling. */
    List<String> canonical() {
        List<String> tokens = new ArrayList<>();
        rewritten().flatten(tokens);
        return tokens;
    }

    private void flatten(List<String> tokens) {
        for (Object node : nodes) {
            if (node instanceof SpellingTree group) {
                tokens.add("(");
                group.flatten(tokens);
                tokens.add(")");
            } else {
                tokens.add((String) node);
            }
        }
    }

    private SpellingTree rewritten() {
        List<Object> result = new ArrayList<>();
        for (Object node : nodes) {
            if (node instanceof SpellingTree group) {
                addGroup(result, group.rewritten());
            } else if (node.equals("PROCEDURE")
                    && !result.isEmpty()
                    && last(result).equals("EXECUTE")) {
                result.add("FUNCTION");
            } else {
                result.add(node);
            }
        }
        SpellingTree tree = new SpellingTree(withPlainArrays(result));
        return result.stream().anyMatch(USERS::contains) ? tree.withoutCasts() : tree;
    }

    /**
     * {@code (ARRAY['a'::varchar])::text[]}, as the parser makes it of {@code IN ('a')}, comes out of a dump and back as
     * {@code ARRAY[('a'::varchar)::text]}: both become the array alone.
     */
    private static List<Object> withPlainArrays(List<Object> nodes) {
        List<Object> result = new ArrayList<>();
        int inArray = 0;
        for (int i = 0; i < nodes.size(); i++) {
            Object node = nodes.get(i);
            if (node instanceof SpellingTree group && isText(nodes, i + 1)) {
                boolean array = !group.nodes.isEmpty() && group.nodes.get(0).equals("ARRAY") && isArray(nodes, i + 3);
                if (array || inArray > 0) {
                    result.addAll(group.nodes);
                    i += array ? 4 : 2;
                    continue;
                }
            }
            if (node.equals("[") && !result.isEmpty() && last(result).equals("ARRAY")) {
                inArray++;
            } else if (node.equals("]") && inArray > 0) {
                inArray--;
            }
            result.add(node);
        }
        return result;
    }

    private static boolean isText(List<Object> nodes, int at) {
        return at + 1 < nodes.size()
                && nodes.get(at).equals("::")
                && nodes.get(at + 1).equals("text");
    }

    private static boolean isArray(List<Object> nodes, int at) {
        return at + 1 < nodes.size()
                && nodes.get(at).equals("[")
                && nodes.get(at + 1).equals("]");
    }

    /** What is in parentheses, behind what stands in front of them. */
    private static void addGroup(List<Object> result, SpellingTree group) {
        List<SpellingTree> zone = group.splitAt("AT", "TIME", "ZONE");
        if (zone.size() == 2) {
            result.add("timezone");
            result.add(call(List.of(zone.get(1), zone.get(0))));
            return;
        }
        String name = result.isEmpty() ? "" : last(result);
        String function = name.replace("\"", "").toLowerCase(Locale.ROOT);
        List<SpellingTree> arguments = group.arguments(name);
        if (name.equals("TRIM")) {
            function = TRIMS.getOrDefault(group.nodes.isEmpty() ? "" : group.nodes.get(0), "btrim");
        } else if (name.equals("EXTRACT")) {
            function = "date_part";
        } else if (function.equals("similar_escape")) {
            function = "similar_to_escape";
            arguments = arguments.subList(0, 1);
        }
        if (CALLS.contains(function)) {
            result.set(result.size() - 1, function);
            result.add(call(arguments));
        } else {
            result.add(group);
        }
    }

    /** The arguments in the order of the plain call. */
    private List<SpellingTree> arguments(String name) {
        return switch (name) {
            case "EXTRACT" -> {
                List<SpellingTree> parts = splitAt("FROM");
                yield parts.size() < 2
                        ? parts
                        : List.of(new SpellingTree(List.of("'" + last(parts.get(0).nodes) + "'")), parts.get(1));
            }
            case "TRIM" -> {
                List<SpellingTree> parts = splitAt("FROM");
                List<Object> signs = parts.get(0).nodes;
                yield parts.size() < 2
                        ? parts
                        : signs.size() < 2
                                ? List.of(parts.get(1))
                                : List.of(parts.get(1), new SpellingTree(signs.subList(1, signs.size())));
            }
            case "POSITION" -> {
                List<SpellingTree> parts = splitAt("IN");
                yield parts.size() < 2
                        ? parts
                        : List.of(parts.get(1).inner(), parts.get(0).inner());
            }
            case "SUBSTRING", "OVERLAY" -> splitAtAny(Set.of("FROM", "FOR", "PLACING"));
            default -> splitAt(",");
        };
    }

    /** What is in the one pair of parentheses that this is. */
    private SpellingTree inner() {
        return nodes.size() == 1 && nodes.get(0) instanceof SpellingTree group ? group : this;
    }

    private static SpellingTree call(List<SpellingTree> arguments) {
        List<Object> nodes = new ArrayList<>();
        for (SpellingTree argument : arguments) {
            if (!nodes.isEmpty()) {
                nodes.add(",");
            }
            nodes.addAll(argument.withoutCasts().nodes);
        }
        return new SpellingTree(nodes);
    }

    /** Without casts to text or name, and without parentheses around a column alone. */
    private SpellingTree withoutCasts() {
        List<Object> result = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            Object node = nodes.get(i);
            if (node.equals("::")
                    && i + 1 < nodes.size()
                    && (nodes.get(i + 1).equals("text") || nodes.get(i + 1).equals("name"))) {
                i++;
            } else if (node instanceof SpellingTree group && group.isColumn() && !followsWord(result)) {
                result.addAll(group.nodes);
            } else {
                result.add(node);
            }
        }
        return new SpellingTree(result);
    }

    private boolean isColumn() {
        return (nodes.size() == 1 || (nodes.size() == 3 && nodes.get(1).equals(".")))
                && nodes.stream().allMatch(String.class::isInstance);
    }

    /** Whether parentheses here would belong to a function's name. */
    private static boolean followsWord(List<Object> before) {
        return !before.isEmpty()
                && before.get(before.size() - 1) instanceof String word
                && Character.isLetter(word.charAt(0));
    }

    private List<SpellingTree> splitAtAny(Set<String> words) {
        List<SpellingTree> parts = new ArrayList<>();
        int from = 0;
        for (int i = 0; i <= nodes.size(); i++) {
            if (i == nodes.size() || words.contains(nodes.get(i))) {
                parts.add(new SpellingTree(nodes.subList(from, i)));
                from = i + 1;
            }
        }
        return parts;
    }

    /** The parts around a run of words; the whole as one part where the words do not occur. */
    private List<SpellingTree> splitAt(String... words) {
        if (words.length == 1) {
            return splitAtAny(Set.of(words[0]));
        }
        for (int i = 0; i + words.length <= nodes.size(); i++) {
            if (nodes.subList(i, i + words.length).equals(List.of((Object[]) words))) {
                return List.of(
                        new SpellingTree(nodes.subList(0, i)),
                        new SpellingTree(nodes.subList(i + words.length, nodes.size())));
            }
        }
        return List.of(this);
    }

    private static String last(List<Object> nodes) {
        return nodes.get(nodes.size() - 1) instanceof String word ? word : "";
    }
}
