package io.pgford.sandbox.worker;

import java.util.HashMap;
import java.util.Map;

/**
 * What must be in the database: one row of parent with its rows of child. Immutable, so that what was before a transaction and
 * what is after it can be kept side by side.
 *
 * @param children quantity by the child's key
 */
record Family(long id, String name, int visits, Map<Long, Integer> children) {
    Family {
        children = Map.copyOf(children);
    }

    Family visited() {
        return new Family(id, name, visits + 1, children);
    }

    Family renamed(String otherName) {
        return new Family(id, otherName, visits, children);
    }

    /** With a child added, or with another quantity of one it has. */
    Family with(long child, int quantity) {
        Map<Long, Integer> changed = new HashMap<>(children);
        changed.put(child, quantity);
        return new Family(id, name, visits, changed);
    }

    Family without(long child) {
        Map<Long, Integer> changed = new HashMap<>(children);
        changed.remove(child);
        return new Family(id, name, visits, changed);
    }
}
