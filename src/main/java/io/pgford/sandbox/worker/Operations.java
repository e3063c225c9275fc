package io.pgford.sandbox.worker;

import io.pgford.database.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * What one client does to its families: each operation checks what it sees against what must be there, and gives what must be
 * there afterwards. What does not look right ends it by an {@link Anomaly}, in a transaction rolled back.
 */
final class Operations {
    private static final int FEWEST_CHILDREN = 3;
    private static final int MOST_CHILDREN = 8;
    private static final int HIGHEST_QUANTITY = 100;

    private final Stock stock;
    private final RandomGenerator random;

    Operations(Stock stock, RandomGenerator random) {
        this.stock = stock;
        this.random = random;
    }

    /** @param taken the families it is about; where they do not suffice, it adds what is wanting instead */
    List<Family> perform(Kind kind, Session session, List<Family> taken) throws SQLException, UnknownOutcome {
        if (taken.isEmpty() && kind.families() > 0) {
            return addParent(session);
        }
        return switch (kind) {
            case READ_ONE -> session.read(c -> readOne(c, taken));
            case READ_CHILDREN -> session.read(c -> readChildren(c, taken));
            case READ_BOTH, READ_BACK -> session.transaction(c -> readBoth(c, taken));
            case JOIN -> session.read(c -> join(c, taken));
            case COUNT -> session.read(c -> count(c, taken));
            case READ_SHARED -> session.read(this::readShared);
            case UPDATE_COUNTER -> updateCounter(session, taken.get(0));
            case RENAME -> rename(session, taken.get(0), stock.names().person(random));
            case UPDATE_CHILD -> updateChild(session, taken.get(0));
            case UPDATE_SHARED -> updateShared(session);
            case ADD_PARENT -> addParent(session);
            case ADD_CHILD -> session.transaction(c -> addChild(c, taken));
            case MOVE_CHILD -> moveChild(session, taken);
            case REMOVE_CHILD -> removeChild(session, taken);
            case REMOVE_PARENT -> session.transaction(c -> removeParent(c, taken.get(0)));
        };
    }

    private static List<Family> readOne(Connection c, List<Family> taken) throws SQLException {
        Family family = taken.get(0);
        Anomaly.in(Seen.compareParent(family, Seen.readParents(c, family.id())));
        return taken;
    }

    private static List<Family> readChildren(Connection c, List<Family> taken) throws SQLException {
        Family family = taken.get(0);
        Anomaly.in(Seen.compareChildren(family, Seen.readChildren(c, family.id())));
        return taken;
    }

    /** Both tables in one transaction: the remote snapshot is fixed at the first, so the second can be seen as of then. */
    private static List<Family> readBoth(Connection c, List<Family> taken) throws SQLException {
        Family family = taken.get(0);
        Anomaly.in(Seen.read(c, family.id()).compare(family));
        return taken;
    }

    private static List<Family> join(Connection c, List<Family> taken) throws SQLException {
        List<Seen.Child> rows =
                Seen.joinChildren(c, taken.stream().map(Family::id).toArray(Long[]::new));
        List<Finding> findings = new ArrayList<>();
        taken.forEach(family -> findings.addAll(Seen.compareChildren(family, rows)));
        Anomaly.in(findings);
        return taken;
    }

    private List<Family> count(Connection c, List<Family> taken) throws SQLException {
        Optional<Block.Part> part = random.nextBoolean() ? stock.anyFilled(random) : Optional.empty();
        if (part.isPresent()) {
            List<Finding> findings = Block.count(c, part.get(), stock.origin());
            if (!findings.isEmpty()
                    && !Block.count(c, part.get(), stock.origin()).isEmpty()) {
                stock.told().add(part.get());
            }
            Anomaly.in(findings);
            return taken;
        }
        long expected =
                taken.stream().mapToLong(family -> family.children().size()).sum();
        long seen = Rows.number(c, "select count(*) from public.child where parent_id = any(?)", (Object)
                taken.stream().map(Family::id).toArray(Long[]::new));
        if (seen != expected) {
            throw new Anomaly(List.of(new Finding(
                    Finding.Wrong.WRONG_COUNT,
                    1,
                    "the children of " + taken.size() + " parents, "
                            + taken.get(0).id() + " among them, are " + seen + " instead of " + expected)));
        }
        return taken;
    }

    private List<Family> readShared(Connection c) throws SQLException {
        Optional<SharedRows.Row> any = stock.shared().any(random);
        if (any.isPresent()) {
            SharedRows.Row row = any.get();
            long confirmed = row.confirmed();
            List<Integer> seen = row.read(c);
            List<Finding> findings = new ArrayList<>(row.compareOnce(seen));
            if (findings.isEmpty()) {
                row.compare(seen.get(0), confirmed).ifPresent(findings::add);
            } else {
                retireIfItStays(c, row);
            }
            Anomaly.in(findings);
        }
        return List.of();
    }

    private List<Family> updateShared(Session session) throws SQLException, UnknownOutcome {
        Optional<SharedRows.Row> any = stock.shared().any(random);
        if (any.isEmpty()) {
            return List.of();
        }
        SharedRows.Row row = any.get();
        row.begin();
        try {
            session.statement(List.of(), c -> {
                int rows = Shop.visit(c, row.id());
                if (rows != 1) {
                    retireIfItStays(c, row);
                }
                Anomaly.unlessOne(rows, "update", "shared parent", row.id());
                return List.of();
            });
        } catch (UnknownOutcome e) {
            row.doubt();
            throw e;
        } catch (SQLException | Anomaly e) {
            row.abandon();
            throw e;
        }
        row.confirm();
        return List.of();
    }

    private static void retireIfItStays(Connection c, SharedRows.Row row) throws SQLException {
        if (row.read(c).size() != 1) {
            row.retire();
        }
    }

    private static List<Family> updateCounter(Session session, Family family) throws SQLException, UnknownOutcome {
        List<Family> after = List.of(family.visited());
        return session.statement(after, c -> {
            Anomaly.unlessOne(Shop.visit(c, family.id()), "update", "parent", family.id());
            return after;
        });
    }

    private static List<Family> rename(Session session, Family family, String name)
            throws SQLException, UnknownOutcome {
        List<Family> after = List.of(family.renamed(name));
        return session.statement(after, c -> {
            int rows = Rows.change(c, "update public.parent set name = ? where id = ?", name, family.id());
            Anomaly.unlessOne(rows, "update", "parent", family.id());
            return after;
        });
    }

    private List<Family> updateChild(Session session, Family family) throws SQLException, UnknownOutcome {
        if (family.children().isEmpty()) {
            return session.transaction(c -> addChild(c, List.of(family)));
        }
        long child = anyChild(family);
        int quantity = quantity();
        List<Family> after = List.of(family.with(child, quantity));
        return session.statement(after, c -> {
            int rows = Rows.change(c, "update public.child set quantity = ? where id = ?", quantity, child);
            Anomaly.unlessOne(rows, "update", "child", child);
            return after;
        });
    }

    private List<Family> addParent(Session session) throws SQLException, UnknownOutcome {
        String name = stock.names().person(random);
        int count = random.nextInt(FEWEST_CHILDREN, MOST_CHILDREN + 1);
        return session.transaction(c -> {
            long id = Shop.addParents(c, new String[] {name}, stock.origin())
                    .get(0)
                    .id();
            List<Seen.Child> children = Shop.addChildren(c, newChildren(id, count), stock.origin());
            Shop.changeCount(c, id, count);
            return List.of(new Family(id, name, 0, Shop.quantities(children)));
        });
    }

    private List<Family> addChild(Connection c, List<Family> taken) throws SQLException {
        Family family = taken.get(0);
        Seen.Child child =
                Shop.addChildren(c, newChildren(family.id(), 1), stock.origin()).get(0);
        Shop.changeCount(c, family.id(), 1);
        List<Family> after = new ArrayList<>(taken);
        after.set(0, family.with(child.id(), child.quantity()));
        return after;
    }

    private List<Family> moveChild(Session session, List<Family> taken) throws SQLException, UnknownOutcome {
        if (taken.size() < 2 || taken.get(0).children().isEmpty()) {
            return session.transaction(c -> addChild(c, taken));
        }
        Family from = taken.get(0);
        Family to = taken.get(1);
        long child = anyChild(from);
        int quantity = from.children().get(child);
        return session.transaction(c -> {
            int rows = Rows.change(
                    c,
                    "update public.child set parent_id = ? where id = ? and parent_id = ?",
                    to.id(),
                    child,
                    from.id());
            Anomaly.unlessOne(rows, "update", "child", child);
            Shop.changeCount(c, from.id(), -1);
            Shop.changeCount(c, to.id(), 1);
            return List.of(from.without(child), to.with(child, quantity));
        });
    }

    private List<Family> removeChild(Session session, List<Family> taken) throws SQLException, UnknownOutcome {
        Family family = taken.get(0);
        if (family.children().isEmpty()) {
            return session.transaction(c -> addChild(c, taken));
        }
        long child = anyChild(family);
        return session.transaction(c -> {
            int rows = Rows.change(c, "delete from public.child where id = ?", child);
            Anomaly.unlessOne(rows, "delete", "child", child);
            Shop.changeCount(c, family.id(), -1);
            return List.of(family.without(child));
        });
    }

    /** Children first: during a crossing neither the foreign key nor its cascade reaches from one instance to the other. */
    private static List<Family> removeParent(Connection c, Family family) throws SQLException {
        int children = Rows.change(c, "delete from public.child where parent_id = ?", family.id());
        Anomaly.unless(family.children().size(), children, "delete of the children", "parent", family.id());
        int parents = Rows.change(c, "delete from public.parent where id = ?", family.id());
        Anomaly.unlessOne(parents, "delete", "parent", family.id());
        return List.of();
    }

    private List<Shop.NewChild> newChildren(long parent, int count) {
        return Stream.generate(() -> new Shop.NewChild(
                        parent,
                        stock.names().product(random),
                        quantity(),
                        stock.names().note(random)))
                .limit(count)
                .toList();
    }

    private int quantity() {
        return random.nextInt(1, HIGHEST_QUANTITY);
    }

    private long anyChild(Family family) {
        return family.children().keySet().stream()
                .skip(random.nextInt(family.children().size()))
                .findFirst()
                .orElseThrow();
    }
}
