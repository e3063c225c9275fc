package io.pgford.sandbox.worker;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds out what became of transactions whose commit was never answered, and what there is after something wrong was seen. */
final class Settlement {
    /** So long a server may still be at a commit whose client is gone. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Holdings holdings;
    private final Tally tally;
    private final String who;

    Settlement(Holdings holdings, Tally tally, String who) {
        this.holdings = holdings;
        this.tally = tally;
        this.who = who;
    }

    /** @param last whether to decide now, whatever the age */
    void settle(Connection connection, boolean last) throws SQLException {
        for (Holdings.Unsure unsure : holdings.takeUnsure()) {
            boolean old = System.nanoTime() - unsure.sinceNanos() > PATIENCE.toNanos();
            Seen seen;
            try {
                seen = Seen.read(connection, ids(unsure.before(), unsure.after()));
            } catch (SQLException e) {
                holdings.keep(unsure);
                throw e;
            }
            if (matches(seen, unsure.after(), unsure.before())) {
                holdings.give(unsure.before(), unsure.after());
            } else if (!old && !last) {
                holdings.keep(unsure);
            } else if (matches(seen, unsure.before(), unsure.after())) {
                holdings.give(unsure.before());
            } else {
                unsure.after()
                        .forEach(family -> seen.compare(family)
                                .forEach(finding -> tally.found(finding, who + ", after a lost commit")));
                adopt(seen, unsure.after());
            }
        }
    }

    /**
     * After something wrong was seen: what is still wrong a moment later. From now on what is there is what is expected, where
     * anything can be.
     */
    List<Finding> recheck(Connection connection, List<Family> expected) throws SQLException {
        if (expected.isEmpty()) {
            return List.of();
        }
        Seen seen = Seen.read(connection, ids(expected, List.of()));
        adopt(seen, expected);
        return expected.stream()
                .flatMap(family -> seen.compare(family).stream())
                .toList();
    }

    private void adopt(Seen seen, List<Family> expected) {
        for (Family family : expected) {
            Optional<Family> there = seen.family(family.id());
            if (there.isPresent()) {
                holdings.give(List.of(there.get()));
            } else {
                Log.say(who + ": parent " + family.id() + " stays wrong; nothing is expected of it any more");
            }
            if (!there.equals(Optional.of(family))) {
                holdings.abandon();
            }
        }
    }

    /** Whether the families are there as they should be, and what only the other outcome has is not. */
    private static boolean matches(Seen seen, List<Family> outcome, List<Family> other) {
        Set<Long> absent = new HashSet<>(List.of(ids(other, List.of())));
        outcome.forEach(family -> absent.remove(family.id()));
        return outcome.stream().allMatch(family -> seen.compare(family).isEmpty())
                && seen.parents().stream().noneMatch(row -> absent.contains(row.id()))
                && seen.children().stream().noneMatch(row -> absent.contains(row.parentId()));
    }

    private static Long[] ids(List<Family> some, List<Family> others) {
        return Stream.concat(some.stream(), others.stream())
                .map(Family::id)
                .distinct()
                .toArray(Long[]::new);
    }
}
