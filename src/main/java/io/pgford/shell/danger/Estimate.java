package io.pgford.shell.danger;

import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How many rows a plan expects to change. */
final class Estimate {
    private static final Set<String> CHANGES = Set.of("Update", "Delete", "Merge");

    private Estimate() {}

    /**
     * The rows that flow into the plan's changes, those of common table expressions too.
     *
     * @param plan of {@code EXPLAIN (FORMAT JSON)}
     */
    static long rows(String plan) {
        long sum = 0;
        for (JsonNode entry : JsonMapper.builder().build().readTree(plan)) {
            sum += of(entry.path("Plan"));
        }
        return sum;
    }

    private static long of(JsonNode node) {
        boolean changes = node.path("Node Type").asString("").equals("ModifyTable")
                && CHANGES.contains(node.path("Operation").asString(""));
        long sum = 0;
        for (JsonNode child : node.path("Plans")) {
            // Before 14 each table of a hierarchy is a member of its own.
            String role = child.path("Parent Relationship").asString("");
            if (changes && (role.equals("Outer") || role.equals("Member"))) {
                sum += child.path("Plan Rows").asLong(0);
            }
            sum += of(child);
        }
        return sum;
    }
}
