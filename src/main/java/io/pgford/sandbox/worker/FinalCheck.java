package io.pgford.sandbox.worker;

import io.pgford.database.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Looks at every row that the worker knows, once, when its clients have gone home. */
final class FinalCheck {
    private static final int AT_ONCE = 500;

    private final Connection connection;
    private final Stock stock;
    private final List<Client> clients;
    private final Tally tally;
    private final Consumer<String> progress;
    private boolean found;

    FinalCheck(Connection connection, Stock stock, List<Client> clients, Tally tally, Consumer<String> progress) {
        this.connection = connection;
        this.stock = stock;
        this.clients = clients;
        this.tally = tally;
        this.progress = progress;
    }

    /** Adds what is wrong to the tally; returns what was looked at, in a sentence. */
    String run() throws SQLException {
        long parents = 0;
        long children = 0;
        for (Client client : clients) {
            client.settlement().settle(connection, true);
            List<Family> families = client.holdings().all();
            for (int from = 0; from < families.size(); from += AT_ONCE) {
                List<Family> some = families.subList(from, Math.min(from + AT_ONCE, families.size()));
                compare(some);
                parents += some.size();
                children += some.stream()
                        .mapToLong(family -> family.children().size())
                        .sum();
                progress.accept(String.format(Locale.ROOT, "checked %,d parents and %,d children", parents, children));
            }
            removed("parent", client.holdings().removedParents());
            removed("child", client.holdings().removedChildren());
        }
        long filled = 0;
        for (Block block : stock.blocks()) {
            tell(Block.check(connection, block.parents(), stock.origin()));
            tell(Block.check(connection, block.children(), stock.origin()));
            filled += block.parents().sums().rows() + block.children().sums().rows();
            progress.accept(String.format(Locale.ROOT, "checked %,d filled rows by number", filled));
        }
        tell(stock.shared().check(connection));
        totals(parents, children);
        return String.format(
                Locale.ROOT,
                "%,d parents and %,d children looked at one by one, %,d filled rows by number, %,d shared counters added up",
                parents,
                children,
                filled,
                stock.shared().ids().size());
    }

    private void compare(List<Family> families) throws SQLException {
        Seen seen = Seen.read(connection, families.stream().map(Family::id).toArray(Long[]::new));
        Seen.Index index = seen.index();
        families.forEach(family -> tell(index.of(family.id()).compare(family)));
    }

    private void removed(String table, List<Long> keys) throws SQLException {
        for (int from = 0; from < keys.size(); from += AT_ONCE) {
            List<Long> some = keys.subList(from, Math.min(from + AT_ONCE, keys.size()));
            List<Long> again = Rows.list(
                    connection, "select id from public." + table + " where id = any(?)", row -> row.getLong(1), (Object)
                            some.toArray(Long[]::new));
            List<Finding> findings = new ArrayList<>();
            again.forEach(id -> findings.add(
                    new Finding(Finding.Wrong.LOST_UPDATE, 1, table + " " + id + " was deleted, and is there again")));
            tell(findings);
        }
    }

    /**
     * The rows with the worker's mark must be those it knows and no others. Said only where nothing else was wrong: it would be
     * the same once more.
     */
    private void totals(long parents, long children) throws SQLException {
        boolean known = clients.stream().noneMatch(client -> client.holdings().abandonedAny());
        if (found || !known || !tally.verdict().clean()) {
            return;
        }
        long shared = stock.shared().ids().size();
        total(
                "parent",
                parents
                        + shared
                        + sum(stock.blocks().stream().map(Block::parents).toList()));
        total(
                "child",
                children + sum(stock.blocks().stream().map(Block::children).toList()));
    }

    private static long sum(List<Block.Part> parts) {
        return parts.stream().mapToLong(part -> part.sums().rows()).sum();
    }

    private void total(String table, long expected) throws SQLException {
        long seen =
                Rows.number(connection, "select count(*) from public." + table + " where origin = ?", stock.origin());
        if (seen != expected) {
            tell(List.of(new Finding(
                    Finding.Wrong.WRONG_COUNT,
                    1,
                    table + " has " + seen + " rows of this worker instead of " + expected)));
        }
    }

    private void tell(List<Finding> findings) {
        found |= !findings.isEmpty();
        findings.forEach(finding -> tally.found(finding, "last check"));
    }
}
