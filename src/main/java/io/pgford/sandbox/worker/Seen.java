package io.pgford.sandbox.worker;

import io.pgford.database.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a client saw of some families, and how it compares with what must be there. */
record Seen(List<Parent> parents, List<Child> children) {
    /** A row of parent. */
    record Parent(long id, String name, int visits, int childCount) {}

    /** A row of child. */
    record Child(long id, long parentId, int quantity) {}

    /** All rows of the families with these keys, in two statements. */
    static Seen read(Connection connection, Long... ids) throws SQLException {
        return new Seen(readParents(connection, ids), readChildren(connection, ids));
    }

    static List<Parent> readParents(Connection connection, Long... ids) throws SQLException {
        return Rows.list(
                connection,
                "select id, name, visits, child_count from public.parent where id = any(?)",
                row -> new Parent(row.getLong(1), row.getString(2), row.getInt(3), row.getInt(4)),
                (Object) ids);
    }

    static List<Child> readChildren(Connection connection, Long... ids) throws SQLException {
        return Rows.list(
                connection,
                "select id, parent_id, quantity from public.child where parent_id = any(?)",
                row -> new Child(row.getLong(1), row.getLong(2), row.getInt(3)),
                (Object) ids);
    }

    /** The children as a join gives them: those of a parent that is not seen are not seen either. */
    static List<Child> joinChildren(Connection connection, Long... ids) throws SQLException {
        return Rows.list(
                connection, """
                select c.id, p.id, c.quantity
                  from public.parent p join public.child c on c.parent_id = p.id
                 where p.id = any(?)""", row -> new Child(row.getLong(1), row.getLong(2), row.getInt(3)), (Object) ids);
    }

    /** The same, divided by family. */
    Index index() {
        Map<Long, Seen> divided = new HashMap<>();
        parents.forEach(row -> part(divided, row.id()).parents().add(row));
        children.forEach(row -> part(divided, row.parentId()).children().add(row));
        return new Index(divided);
    }

    private static Seen part(Map<Long, Seen> divided, long id) {
        return divided.computeIfAbsent(id, key -> new Seen(new ArrayList<>(), new ArrayList<>()));
    }

    /** What was seen of each of many families. */
    record Index(Map<Long, Seen> byFamily) {
        Seen of(long id) {
            return byFamily.getOrDefault(id, new Seen(List.of(), List.of()));
        }
    }

    /** What is wrong with both tables' rows of a family. */
    List<Finding> compare(Family expected) {
        List<Finding> findings = new ArrayList<>(compareParent(expected, parents));
        findings.addAll(compareChildren(expected, children));
        return findings;
    }

    /** What is wrong with the parent's row; other parents' rows are passed over. */
    static List<Finding> compareParent(Family expected, List<Parent> rows) {
        List<Parent> own =
                rows.stream().filter(row -> row.id() == expected.id()).toList();
        String which = "parent " + expected.id();
        if (own.isEmpty()) {
            return List.of(new Finding(Finding.Wrong.MISSING, 1, which + " is not there"));
        }
        if (own.size() > 1) {
            return List.of(
                    new Finding(Finding.Wrong.DOUBLED, own.size() - 1L, which + " is there " + own.size() + " times"));
        }
        List<Finding> findings = new ArrayList<>();
        Parent row = own.get(0);
        if (!row.name().equals(expected.name())) {
            findings.add(new Finding(
                    Finding.Wrong.LOST_UPDATE,
                    1,
                    which + " has the name " + row.name() + " instead of " + expected.name()));
        }
        if (row.visits() != expected.visits()) {
            String message = which + " counts " + row.visits() + " visits instead of " + expected.visits();
            findings.add(
                    row.visits() < expected.visits()
                            ? new Finding(Finding.Wrong.LOST_UPDATE, (long) expected.visits() - row.visits(), message)
                            : new Finding(Finding.Wrong.WRONG_COUNT, 1, message));
        }
        int children = expected.children().size();
        if (row.childCount() != children) {
            findings.add(new Finding(
                    Finding.Wrong.LOST_UPDATE,
                    1,
                    which + " has the child_count " + row.childCount() + " instead of " + children));
        }
        return findings;
    }

    /** What is wrong with the children's rows; other families' children are passed over. */
    static List<Finding> compareChildren(Family expected, List<Child> rows) {
        Map<Long, List<Child>> own = new HashMap<>();
        for (Child row : rows) {
            if (row.parentId() == expected.id()) {
                own.computeIfAbsent(row.id(), key -> new ArrayList<>()).add(row);
            }
        }
        List<Finding> findings = new ArrayList<>();
        expected.children().forEach((id, quantity) -> {
            List<Child> seen = own.getOrDefault(id, List.of());
            String which = "child " + id + " of parent " + expected.id();
            if (seen.isEmpty()) {
                findings.add(new Finding(Finding.Wrong.MISSING, 1, which + " is not there"));
            } else if (seen.size() > 1) {
                findings.add(new Finding(
                        Finding.Wrong.DOUBLED, seen.size() - 1L, which + " is there " + seen.size() + " times"));
            } else if (seen.get(0).quantity() != quantity) {
                findings.add(new Finding(
                        Finding.Wrong.LOST_UPDATE,
                        1,
                        which + " has the quantity " + seen.get(0).quantity() + " instead of " + quantity));
            }
        });
        own.keySet().stream()
                .filter(id -> !expected.children().containsKey(id))
                .forEach(id -> findings.add(new Finding(
                        Finding.Wrong.LOST_UPDATE,
                        1,
                        "child " + id + " of parent " + expected.id()
                                + " is there after it was deleted or moved away")));
        return findings;
    }

    /** The family as it was seen; empty where a row of it is missing or doubled, so that nothing can be expected of it. */
    Optional<Family> family(long id) {
        List<Parent> rows = parents.stream().filter(row -> row.id() == id).toList();
        if (rows.size() != 1) {
            return Optional.empty();
        }
        Map<Long, Integer> found = new HashMap<>();
        for (Child child : children) {
            if (child.parentId() == id && found.put(child.id(), child.quantity()) != null) {
                return Optional.empty();
            }
        }
        Parent row = rows.get(0);
        return row.childCount() == found.size()
                ? Optional.of(new Family(id, row.name(), row.visits(), found))
                : Optional.empty();
    }
}
