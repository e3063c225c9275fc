package io.pgford.sandbox.worker;

import io.pgford.database.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The statements with which the application changes its two tables. */
final class Shop {
    private Shop() {}

    /** A child to be inserted. */
    record NewChild(long parent, String product, int quantity, String note) {}

    /** A parent just inserted. */
    record Added(long id, String name) {}

    static List<Added> addParents(Connection connection, String[] names, String origin) throws SQLException {
        String[] emails = new String[names.length];
        for (int i = 0; i < names.length; i++) {
            emails[i] = NamePool.email(names[i]);
        }
        return Rows.list(connection, """
                insert into public.parent (name, email, origin)
                select given.name, given.email, ?
                  from unnest(?::text[], ?::text[]) as given (name, email)
                returning id, name""", row -> new Added(row.getLong(1), row.getString(2)), origin, names, emails);
    }

    static List<Seen.Child> addChildren(Connection connection, List<NewChild> children, String origin)
            throws SQLException {
        return Rows.list(
                connection,
                """
                insert into public.child (parent_id, product, quantity, note, origin)
                select given.parent_id, given.product, given.quantity, given.note, ?
                  from unnest(?::bigint[], ?::text[], ?::bigint[], ?::text[]) as given (parent_id, product, quantity, note)
                returning id, parent_id, quantity""",
                row -> new Seen.Child(row.getLong(1), row.getLong(2), row.getInt(3)),
                origin,
                children.stream().map(NewChild::parent).toArray(Long[]::new),
                children.stream().map(NewChild::product).toArray(String[]::new),
                children.stream().map(child -> (long) child.quantity()).toArray(Long[]::new),
                children.stream().map(NewChild::note).toArray(String[]::new));
    }

    /** Sets the count of children of many parents that were just inserted; returns the number of rows. */
    static int countChildren(Connection connection, Map<Long, Long> counts) throws SQLException {
        return Rows.change(
                connection,
                """
                update public.parent p set child_count = given.children
                  from unnest(?::bigint[], ?::bigint[]) as given (id, children)
                 where p.id = given.id""",
                counts.keySet().toArray(Long[]::new),
                counts.values().toArray(Long[]::new));
    }

    static Map<Long, Integer> quantities(List<Seen.Child> children) {
        return children.stream().collect(Collectors.toMap(Seen.Child::id, Seen.Child::quantity));
    }

    /** Adds to the count of children that the application keeps. Must change one row. */
    static void changeCount(Connection connection, long parent, int by) throws SQLException {
        int rows = Rows.change(
                connection, "update public.parent set child_count = child_count + ? where id = ?", by, parent);
        Anomaly.unlessOne(rows, "update", "parent", parent);
    }

    /** One more visit; returns the number of rows. */
    static int visit(Connection connection, long parent) throws SQLException {
        return Rows.change(connection, "update public.parent set visits = visits + 1 where id = ?", parent);
    }
}
