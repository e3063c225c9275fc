package io.pgford.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgford.database.Quote;
import io.pgford.database.Rows;
import io.pgford.database.Side;
import io.pgford.pair.PostgresPair;
import io.pgford.shell.TestShell;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code status} and {@code plan} name whoever can see rows missing, and nobody else. */
class WarningsIT extends OnACrossing {
    private static final String TITLE = "Who can see rows missing";

    @BeforeEach
    void crossing() {
        shop();
        shell.mustRun("fdw init", "inherit", "fk off", "seq sync");
    }

    private String warns(String kind, String... says) {
        String status = shell.mustRun("status --json").out();
        assertThat(status)
                .contains("\"warnings\" : [", "\"kind\" : \"" + kind + "\"")
                .contains(says);
        assertThat(shell.mustRun("plan --json").out()).contains(says);
        assertThat(shell.mustRun("status").out()).contains(TITLE);
        assertThat(shell.mustRun("plan").out()).contains(TITLE);
        return status;
    }

    private void warnsOfNothing() {
        for (String command : new String[] {"status", "plan", "status --json", "plan --json"}) {
            assertThat(shell.mustRun(command).out()).doesNotContain(TITLE).doesNotContain("warnings");
        }
    }

    private String database() {
        return Quote.identifier(pair.newEnd().database());
    }

    /** What a warning says is to be done, is done as it stands there. */
    private void follow(String advice) {
        assertThat(shell.mustRun("status --json").out()).contains(advice.replace("\"", "\\\""));
        shell.mustRun(advice);
        restart();
    }

    @Test
    void ofADatabaseWhoseTransactionsKeepTheirSnapshot() {
        warnsOfNothing();
        sql(Side.NEW, "ALTER DATABASE " + database() + " SET default_transaction_isolation = 'Repeatable Read'");
        warns("setting", "repeatable read for every session in database");
        follow("@new ALTER DATABASE " + database() + " SET default_transaction_isolation = 'read committed';");
        warnsOfNothing();
    }

    @Test
    void ofARoleWhoseTransactionsKeepTheirSnapshot() {
        String here = "ALTER ROLE app IN DATABASE " + database();
        sql(Side.NEW, here + " SET default_transaction_isolation = serializable");
        warns("setting", "serializable for role \\\"app\\\" in database");
        follow("@new ALTER ROLE \"app\" IN DATABASE " + database()
                + " SET default_transaction_isolation = 'read committed';");
        warnsOfNothing();

        sql(Side.NEW, "ALTER ROLE app SET default_transaction_isolation = serializable");
        try {
            // What is set in this database counts before what is set everywhere.
            warnsOfNothing();
            sql(Side.NEW, here + " RESET ALL");
            warns("setting", "serializable for role \\\"app\\\" on new");
        } finally {
            sql(Side.NEW, "ALTER ROLE app RESET ALL");
        }
        warnsOfNothing();
    }

    @Test
    void ofTheWholeServer() {
        try (PostgresPair own = PostgresPair.own(18, 13);
                TestShell there = TestShell.on(own.fresh(), own.roles())) {
            there.mustRun("@both CREATE TABLE t (id int PRIMARY KEY);");
            assertThat(there.mustRun("status").out()).doesNotContain(TITLE);
            there.mustRun(
                    "@new ALTER SYSTEM SET default_transaction_isolation = 'repeatable read';",
                    "@new SELECT pg_reload_conf();");
            own.restart(Side.NEW);
            try (TestShell anew = TestShell.on(there.workbench().connections().pair(), own.roles())) {
                assertThat(anew.mustRun("plan").out())
                        .contains(TITLE)
                        .contains("repeatable read for every session on new");
            }
        }
    }

    @Test
    void ofSessionsThatKeepTheirSnapshot() throws SQLException {
        try (Connection session = app(Side.NEW)) {
            Rows.run(session, "SET application_name = 'report'");
            Rows.run(session, "BEGIN; SELECT count(*) FROM parent");
            grownOld(session);
            warnsOfNothing();
            Rows.run(session, "ROLLBACK; BEGIN; SELECT 1; SET work_mem = '4MB'");
            grownOld(session);
            warnsOfNothing();
            Rows.run(session, "ROLLBACK; BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT 1; SET work_mem = '4MB'");
            grownOld(session);
            warns("session", " of app (report) on new seems to keep its snapshot between statements");
            Rows.run(session, "ROLLBACK; BEGIN ISOLATION LEVEL SERIALIZABLE; SELECT count(*) FROM ONLY child");
            warns("session", " of app (report) on new works at SERIALIZABLE");
            Rows.run(session, "COMMIT");
            warnsOfNothing();
        }
    }

    @Test
    void ofSessionsThatWorkAtSerializableBeforeTheCutOver() throws SQLException {
        try (Connection session = app(Side.OLD)) {
            Rows.run(
                    session,
                    "SET application_name = 'shop'; BEGIN ISOLATION LEVEL SERIALIZABLE; SELECT count(*) FROM child");
            warns("session", " of app (shop) on old works at SERIALIZABLE");
            Rows.run(session, "COMMIT");
            warnsOfNothing();
        }
    }

    /** Until its transaction is older than a second. */
    private static void grownOld(Connection session) throws SQLException {
        Rows.run(session, "DO 'BEGIN PERFORM pg_sleep_until(now() + interval ''1.1 s''); END'");
    }

    @Test
    void ofFunctionsThatReadWithTheSnapshotOfTheirCaller() {
        both("CREATE TABLE \"Order Items\" (id int PRIMARY KEY)");
        both("""
                CREATE FUNCTION harmless() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM child';
                CREATE FUNCTION children_of(p int) RETURNS bigint LANGUAGE sql STABLE AS 'SELECT p::bigint AS child';
                CREATE FUNCTION other() RETURNS bigint LANGUAGE sql STABLE AS 'SELECT count(*) FROM pg_class child_of';
                """);
        shell.mustRun("fdw init", "inherit");
        warnsOfNothing();
        both("""
                CREATE FUNCTION "Total of"(p int) RETURNS bigint LANGUAGE plpgsql STABLE AS
                    'BEGIN RETURN (SELECT count(*) FROM public.parent, Child WHERE parent_id = p); END';
                """);
        String advice = "@both ALTER FUNCTION \"public\".\"Total of\"(p integer) VOLATILE;";
        warns("function", "(p integer) is STABLE and seems to read child, parent:");
        follow(advice);
        warnsOfNothing();
        sql(Side.NEW, """
                CREATE FUNCTION parsed() RETURNS bigint LANGUAGE sql STABLE
                RETURN (SELECT count(*) FROM "Order Items")
                """);
        warns("function", "parsed() is STABLE and seems to read \\\"Order Items\\\":");
        shell.mustRun("move all", "fk on");
        warnsOfNothing();
    }
}
