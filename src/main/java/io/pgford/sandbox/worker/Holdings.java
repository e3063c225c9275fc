package io.pgford.sandbox.worker;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/** The families that one client owns: nobody else changes them, so it knows what must be in them. */
final class Holdings {
    private static final int REMEMBERED = 10_000;

    private final List<Family> families = new ArrayList<>();
    private final List<Unsure> unsure = new ArrayList<>();
    private final Deque<Long> removedParents = new ArrayDeque<>();
    private final Deque<Long> removedChildren = new ArrayDeque<>();
    private long children;
    private boolean abandoned;

    /** A transaction whose outcome is not known, until {@link Settlement} has looked. */
    record Unsure(List<Family> before, List<Family> after, long sinceNanos) {}

    /** Takes some out at random, for one operation; as many as there are where there are not enough. */
    synchronized List<Family> take(int count, RandomGenerator random) {
        List<Family> taken = new ArrayList<>();
        while (taken.size() < count && !families.isEmpty()) {
            int at = random.nextInt(families.size());
            Family last = families.remove(families.size() - 1);
            Family drawn = at < families.size() ? families.set(at, last) : last;
            children -= drawn.children().size();
            taken.add(drawn);
        }
        return taken;
    }

    /** Takes out the one that was put back last. */
    synchronized List<Family> takeLast() {
        if (families.isEmpty()) {
            return List.of();
        }
        Family last = families.remove(families.size() - 1);
        children -= last.children().size();
        return List.of(last);
    }

    /** Puts back what was taken, or what it has become. */
    synchronized void give(List<Family> given) {
        families.addAll(given);
        given.forEach(family -> children += family.children().size());
    }

    /** Puts back what was taken as it has become, and remembers which keys must never be seen again. */
    synchronized void give(List<Family> before, List<Family> after) {
        give(after);
        Set<Long> parentsLeft = new HashSet<>();
        Set<Long> childrenLeft = new HashSet<>();
        for (Family family : after) {
            parentsLeft.add(family.id());
            childrenLeft.addAll(family.children().keySet());
        }
        for (Family family : before) {
            remember(removedParents, family.id(), parentsLeft);
            family.children().keySet().forEach(child -> remember(removedChildren, child, childrenLeft));
        }
    }

    /** Nothing is expected of a family any more, so the rows cannot be counted as a whole either. */
    synchronized void abandon() {
        abandoned = true;
    }

    synchronized boolean abandonedAny() {
        return abandoned;
    }

    synchronized void doubt(List<Family> before, List<Family> after) {
        unsure.add(new Unsure(before, after, System.nanoTime()));
    }

    /** Takes out all transactions in doubt, to look at each; those still in doubt come back by {@link #keep}. */
    synchronized List<Unsure> takeUnsure() {
        List<Unsure> taken = List.copyOf(unsure);
        unsure.clear();
        return taken;
    }

    synchronized void keep(Unsure still) {
        unsure.add(still);
    }

    synchronized boolean anyUnsure() {
        return !unsure.isEmpty();
    }

    synchronized int parents() {
        return families.size();
    }

    synchronized long children() {
        return children;
    }

    synchronized List<Family> all() {
        return List.copyOf(families);
    }

    synchronized List<Long> removedParents() {
        return List.copyOf(removedParents);
    }

    synchronized List<Long> removedChildren() {
        return List.copyOf(removedChildren);
    }

    private static void remember(Deque<Long> removed, long key, Set<Long> left) {
        if (!left.contains(key)) {
            removed.addLast(key);
            if (removed.size() > REMEMBERED) {
                removed.removeFirst();
            }
        }
    }
}
