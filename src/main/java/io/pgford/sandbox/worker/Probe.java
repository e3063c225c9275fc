package io.pgford.sandbox.worker;

import io.pgford.database.Endpoint;
import io.pgford.database.Fault;
import io.pgford.database.Rows;
import io.pgford.database.Side;
import io.pgford.problem.Problem;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Finds out, before anything is started or switched, whether the application could work on a side: it goes through one of its
 * transactions and rolls it back. A sequence may lose a value by that; nothing else changes.
 */
final class Probe {
    private final Side side;
    private final Endpoint endpoint;

    Probe(Side side, Endpoint endpoint) {
        this.side = side;
        this.endpoint = endpoint;
    }

    /** @throws Problem that says what is missing and how to get it */
    void begin(Connection connection) {
        run(connection, List.of());
    }

    /**
     * The same before a switch, when some rows that the application has written must be seen there too.
     *
     * @param known keys of parent
     * @throws Problem that says what is missing and how to get it
     */
    void goOn(Connection connection, List<Long> known) {
        run(connection, known);
    }

    private void run(Connection connection, List<Long> known) {
        try {
            refuseSuperuser(connection);
            connection.setAutoCommit(false);
            try {
                seeKnown(connection, known);
                rehearse(connection, known);
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw problem(e);
        }
    }

    private void refuseSuperuser(Connection connection) throws SQLException {
        if (Rows.holds(connection, "select rolsuper from pg_catalog.pg_roles where rolname = current_user")) {
            throw Problem.failed(
                    "Role \"" + endpoint.user() + "\" is a superuser on " + side + ", as no application should be",
                    "Name a role that only reads and writes: --role app");
        }
    }

    private void seeKnown(Connection connection, List<Long> known) throws SQLException {
        long seen = Rows.number(connection, "select count(*) from public.parent where id = any(?)", (Object)
                known.toArray(Long[]::new));
        if (seen != known.size()) {
            throw Problem.failed(
                    side + " shows " + seen + " of " + known.size()
                            + " rows that the application has written and looks for",
                    side == Side.NEW
                            ? "The rows of old must be seen on new first: fdw init, schema copy, inherit. See: plan"
                            : "Rows that were written on new are not on old; the application stays where it is.");
        }
    }

    private void rehearse(Connection connection, List<Long> known) throws SQLException {
        String origin = "rehearsal";
        long lastParent = last(connection, "parent");
        long lastChild = last(connection, "child");
        long parent = Shop.addParents(connection, new String[] {"Rehearsal"}, origin)
                .get(0)
                .id();
        long owner = known.isEmpty() ? parent : known.get(0);
        long child = Shop.addChildren(connection, List.of(new Shop.NewChild(owner, "Rehearsal", 1, "")), origin)
                .get(0)
                .id();
        if (parent <= lastParent) {
            throw behind("parent");
        }
        if (child <= lastChild) {
            throw behind("child");
        }
        Shop.visit(connection, parent);
        Rows.change(connection, "update public.child set quantity = 2 where id = ?", child);
        Rows.change(connection, "delete from public.child where id = ?", child);
        Rows.change(connection, "delete from public.parent where id = ?", parent);
    }

    /** The highest key there: looked at before a sequence is asked, since others may go on inserting. */
    private static long last(Connection connection, String table) throws SQLException {
        return Rows.number(connection, "select coalesce(max(id), 0) from public." + table);
    }

    private Problem behind(String table) {
        return Problem.failed(
                "The sequence of " + table + " on " + side + " gives keys that are taken already",
                "Set the sequences ahead: seq sync");
    }

    private Problem problem(SQLException e) {
        String role = "role \"" + endpoint.user() + "\"";
        return switch (String.valueOf(e.getSQLState())) {
            case "42P01", "3F000", "42703" ->
                Problem.failed(
                        side + " has not got the tables that the worker works on: " + Fault.plain(e),
                        side == Side.NEW
                                ? "Make them: schema copy, or schema apply scripts/sample.sql --on new"
                                : "Make them: schema apply scripts/sample.sql --on old",
                        e);
            case "42501" ->
                Problem.failed(
                        "On " + side + " " + role + " may not do what an application must: " + Fault.plain(e),
                        "The grants are at the end of scripts/sample.sql, for the role app: schema apply scripts/sample.sql"
                                + " --on " + side + ". On new it also needs a user mapping: fdw init",
                        e);
            case "23503" ->
                Problem.failed(
                        "A foreign key on " + side + " refuses a child whose parent is on the other instance: "
                                + Fault.plain(e),
                        "Put the foreign keys aside first: fk off",
                        e);
            case "23505" -> behind("parent or child");
            default -> Fault.of(side, endpoint, e);
        };
    }
}
