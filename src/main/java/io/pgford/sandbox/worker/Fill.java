package io.pgford.sandbox.worker;

import io.pgford.database.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Loads rows until there are so many children, in multi-row inserts. A bounded number becomes families that clients own; the
 * others are known by their number, in blocks, so that the memory for a million rows stays small.
 */
final class Fill {
    private static final int PARENTS_AT_ONCE = 500;
    private static final int CHILDREN_EACH = 10;
    private static final int HIGHEST_QUANTITY = 100;
    private static final int OWNED_AT_MOST = 20_000;

    private final Connection connection;
    private final String origin;
    private final NamePool names;
    private final Consumer<String> progress;
    private final BooleanSupplier unwanted;
    private final SplittableRandom random = new SplittableRandom();
    private final List<Family> families = new ArrayList<>();
    private final List<Block> blocks = new ArrayList<>();

    /** @param unwanted looked at between two transactions; what was loaded stays */
    Fill(Connection connection, String origin, NamePool names, Consumer<String> progress, BooleanSupplier unwanted) {
        this.connection = connection;
        this.origin = origin;
        this.names = names;
        this.progress = progress;
        this.unwanted = unwanted;
    }

    List<Family> families() {
        return families;
    }

    List<Block> blocks() {
        return blocks;
    }

    void until(long children) throws SQLException {
        long there = Rows.number(connection, "select count(*) from public.child");
        connection.setAutoCommit(false);
        try {
            while (there < children && !unwanted.getAsBoolean()) {
                there += load((int) Math.min(children - there, (long) PARENTS_AT_ONCE * CHILDREN_EACH));
                connection.commit();
                progress.accept(String.format(Locale.ROOT, "filling: %,d of %,d children", there, children));
            }
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private long load(int children) throws SQLException {
        String[] people = new String[(children + CHILDREN_EACH - 1) / CHILDREN_EACH];
        for (int i = 0; i < people.length; i++) {
            people[i] = names.person(random);
        }
        List<Shop.Added> parents = Shop.addParents(connection, people, origin);
        List<Seen.Child> added = Shop.addChildren(connection, childrenOf(parents, children), origin);
        Map<Long, Map<Long, Integer>> byParent = new HashMap<>();
        added.forEach(child -> byParent.computeIfAbsent(child.parentId(), key -> new HashMap<>())
                .put(child.id(), child.quantity()));
        Map<Long, Long> counts = new HashMap<>();
        byParent.forEach((parent, own) -> counts.put(parent, (long) own.size()));
        Anomaly.unless(
                parents.size(),
                Shop.countChildren(connection, counts),
                "update of the counts",
                "parents from",
                parents.get(0).id());
        if (families.size() < OWNED_AT_MOST) {
            parents.forEach(
                    parent -> families.add(new Family(parent.id(), parent.name(), 0, byParent.get(parent.id()))));
        } else {
            blocks.add(new Block(
                    Block.part("parent", parents.stream().map(Shop.Added::id).toList()),
                    Block.part("child", added.stream().map(Seen.Child::id).toList())));
        }
        return added.size();
    }

    private List<Shop.NewChild> childrenOf(List<Shop.Added> parents, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Shop.NewChild(
                        parents.get(i / CHILDREN_EACH).id(),
                        names.product(random),
                        random.nextInt(1, HIGHEST_QUANTITY),
                        names.note(random)))
                .toList();
    }
}
