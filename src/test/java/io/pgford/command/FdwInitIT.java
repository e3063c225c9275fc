package io.pgford.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgford.database.Pair;
import io.pgford.database.Rows;
import io.pgford.database.Secret;
import io.pgford.database.Side;
import io.pgford.problem.Exit;
import io.pgford.shell.TestShell;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** {@code fdw init}, {@code fdw status} and {@code fdw drop}. */
class FdwInitIT extends OnACrossing {
    private static final String OTHER = "pgford_test_other";

    @Test
    void linksOnceForTheRolesThatMayUseTheTables() throws SQLException {
        shop();
        String done = once("fdw init", "The link is there already");
        assertThat(done).contains("2 foreign tables").contains("app").contains("was tried");
        assertThat(shell.mustRun("fdw status").out()).contains("child_remote").contains("linked");
        shell.mustRun("inherit", "fk off");
        sql(Side.NEW, "GRANT SELECT, INSERT, UPDATE, DELETE ON parent, child TO app");
        try (Connection app = app(Side.NEW)) {
            assertThat(Rows.number(app, "SELECT count(*) FROM child")).isEqualTo(100);
            assertThat(Rows.change(app, "UPDATE child SET n = 7 WHERE id = 3")).isEqualTo(1);
            assertThat(Rows.change(app, "DELETE FROM child WHERE id = 4")).isEqualTo(1);
        }
        assertThat(number(Side.OLD, "SELECT sum(n) * 1000 + count(*) FROM child"))
                .isEqualTo(7099);
    }

    @Test
    void linksLaterWhatWaitsForItsSchema() {
        sql(Side.OLD, "CREATE SCHEMA \"Far Away\"; CREATE TABLE \"Far Away\".\"T\" (id int PRIMARY KEY)");
        sql(Side.OLD, "CREATE TYPE mood AS ENUM ('ok'); CREATE TABLE felt (id int PRIMARY KEY, m mood)");
        assertThat(shell.mustRun("fdw init").out())
                .contains("\"Far Away\".\"T\" waits")
                .contains("felt waits")
                .contains("was tried");
        sql(Side.NEW, "CREATE SCHEMA \"Far Away\"; CREATE TABLE \"Far Away\".\"T\" (id int PRIMARY KEY)");
        sql(Side.NEW, "CREATE TYPE mood AS ENUM ('ok'); CREATE TABLE felt (id int PRIMARY KEY, m mood)");
        sql(Side.OLD, "INSERT INTO felt VALUES (1, 'ok')");
        shell.mustRun("inherit");
        assertThat(number(Side.NEW, "SELECT count(*) FROM felt WHERE m = 'ok'")).isEqualTo(1);
    }

    @Test
    void takesNamesAsTheyAre() {
        String sixtyThree = "ä".repeat(31) + "x";
        String[] names = {
            "Order Items", "say \"hi\"", "it's", "😀", "a,b", "SELECT", sixtyThree, "x".repeat(63), "y".repeat(56)
        };
        for (String name : names) {
            String quoted = '"' + name.replace("\"", "\"\"") + '"';
            both("CREATE SCHEMA IF NOT EXISTS \"S 2\"");
            for (String schema : new String[] {"public", "\"S 2\""}) {
                both("CREATE TABLE " + schema + "." + quoted + " (\"Id \"\"1\"\"\" int PRIMARY KEY, \"it's 😀\" text)");
                sql(Side.OLD, "INSERT INTO " + schema + "." + quoted + " VALUES (1, 'x')");
            }
        }
        shell.mustRun("fdw init", "inherit");
        for (String name : names) {
            String quoted = '"' + name.replace("\"", "\"\"") + '"';
            assertThat(number(Side.NEW, "SELECT count(*) FROM \"S 2\"." + quoted))
                    .isEqualTo(1);
        }
        assertThat(text(Side.NEW, "SELECT relname FROM pg_class WHERE relkind = 'f' AND octet_length(relname) > 58"))
                .containsPattern("x{47}_[0-9a-f]{8}_remote")
                .contains("y".repeat(56) + "_remote");
        assertThat(shell.mustRun("status").out()).contains("18 tables on new show the rows of both sides");
        shell.mustRun("seq sync", "move all", "cleanup");
        assertThat(number(Side.NEW, "SELECT count(*) FROM ONLY \"S 2\".\"say \"\"hi\"\"\""))
                .isEqualTo(1);
    }

    @Test
    void refusesWhatCannotCrossAndSaysHowToLeaveItOut() {
        both("CREATE TABLE log (t text); CREATE TABLE \"Order Items\" (id int PRIMARY KEY)");
        both("CREATE TABLE part (id int PRIMARY KEY) PARTITION BY RANGE (id)");
        both("CREATE TABLE part_1 PARTITION OF part FOR VALUES FROM (0) TO (10)");
        refused(
                Exit.FAILED,
                "fdw init",
                "log: it has no usable key",
                "part: it is partitioned",
                "part_1: it is a partition",
                "fdw init --skip log,part,part_1");
        refused(Exit.USAGE, "fdw init --skip lug", "No table is called lug", "Did you mean log?");
        shell.mustRun("fdw init --skip log,part,part_1");
        assertThat(shell.mustRun("fdw init").out()).contains("there already");
        assertThat(shell.mustRun("status").out()).contains("log is left out");
        assertThat(shell.mustRun("inherit").out()).contains("both sides: 1.");
    }

    @Test
    void leavesOutLaterWhatIsLinkedButNotWhatIsAttached() {
        shop();
        shell.mustRun("fdw init", "inherit parent");
        refused(Exit.FAILED, "fdw init --skip parent", "parent is in the crossing already", "inherit off");
        shell.mustRun("fdw init --skip child");
        assertThat(shell.mustRun("fdw status").out()).doesNotContain("child_remote");
        assertThat(number(Side.NEW, "SELECT count(*) FROM pg_class WHERE relname = 'child_remote'"))
                .isZero();
        refused(Exit.FAILED, "inherit child", "left out", "@new delete from pgford.skipped where table_name = 'child'");
        shell.mustRun("@new delete from pgford.skipped where table_name = 'child';", "fdw init", "inherit child");
        assertThat(number(Side.NEW, "SELECT count(*) FROM child")).isEqualTo(100);
    }

    @Test
    void refusesANameThatIsTaken() {
        both("CREATE TABLE x (id int PRIMARY KEY)");
        sql(Side.NEW, "CREATE VIEW x_remote AS SELECT 1 AS one");
        refused(Exit.FAILED, "fdw init", "The foreign table for x", "x_remote", "new has something of that name");
        sql(Side.NEW, "DROP VIEW x_remote");
        both("CREATE TABLE x_remote (id int PRIMARY KEY)");
        refused(Exit.FAILED, "fdw init", "The foreign table for x", "x_remote");
    }

    @Test
    void changesNothingWhereARoleCannotUseTheLink() {
        shop();
        try {
            both("CREATE ROLE " + OTHER + " LOGIN PASSWORD 'right'; GRANT SELECT ON child TO " + OTHER);
            sql(
                    Side.OLD,
                    "DO $$ BEGIN EXECUTE format('GRANT CONNECT ON DATABASE %I TO " + OTHER
                            + "', current_database()); END $$");
            refused(Exit.FAILED, "fdw init", OTHER, "is not known", "PGFORD_PASSWORD_PGFORD_TEST_OTHER", ".pgpass");
            try (TestShell wrong = shellKnowing("wr0ng")) {
                String before = snapshot();
                TestShell.Result result = wrong.run("fdw init");
                assertThat(result.exit()).isEqualTo(Exit.FAILED);
                assertThat(result.err())
                        .contains("does not work for role \"" + OTHER + "\"")
                        .contains("password authentication failed")
                        .contains("Nothing was changed")
                        .doesNotContain("wr0ng");
                assertThat(snapshot()).isEqualTo(before);
            }
            try (TestShell right = shellKnowing("right")) {
                assertThat(right.mustRun("fdw init").out()).contains("app, " + OTHER);
                sql(Side.OLD, "ALTER ROLE " + OTHER + " PASSWORD 'changed'");
                assertThat(right.run("fdw init").err()).contains("does not work for role \"" + OTHER + "\"");
            }
            try (TestShell changed = shellKnowing("changed")) {
                assertThat(changed.mustRun("fdw init --dry-run").out())
                        .contains("ALTER USER MAPPING")
                        .contains("***")
                        .doesNotContain("changed'");
                changed.mustRun("fdw init");
            }
            sql(
                    Side.NEW,
                    "DROP OWNED BY " + OTHER + "; DROP USER MAPPING IF EXISTS FOR " + OTHER + " SERVER pgford_old");
            sql(Side.NEW, "DROP ROLE " + OTHER);
            refused(Exit.FAILED, "fdw init --role app," + OTHER, "is not known");
            try (TestShell shellWithout = shellKnowing("changed")) {
                assertThat(shellWithout.run("fdw init").err())
                        .contains("not on new: " + OTHER)
                        .contains("@new CREATE ROLE");
            }
        } finally {
            for (Side side : Side.values()) {
                sql(
                        side,
                        "DO $$ BEGIN IF to_regrole('" + OTHER + "') IS NOT NULL THEN DROP OWNED BY " + OTHER
                                + " CASCADE; DROP ROLE " + OTHER + "; END IF; END $$");
            }
        }
    }

    private TestShell shellKnowing(String password) {
        return TestShell.on(pair, Map.of("app", SERVERS.roles().get("app"), OTHER, new Secret(password)));
    }

    @Test
    void namesTheAddressUnderWhichNewDoesNotFindOld() {
        shop();
        Pair lost = new Pair(pair.oldEnd(), pair.newEnd(), Optional.of("127.0.0.1"), Optional.of(1));
        String before = snapshot();
        try (TestShell astray = TestShell.on(lost, SERVERS.roles())) {
            TestShell.Result result = astray.run("fdw init");
            assertThat(result.exit()).isEqualTo(Exit.FAILED);
            assertThat(result.err()).contains("127.0.0.1:1").contains("--fdw-host HOST");
        }
        assertThat(snapshot()).isEqualTo(before);
        shell.mustRun("fdw init");
        try (TestShell astray = TestShell.on(lost, SERVERS.roles())) {
            assertThat(astray.run("fdw init").err()).contains("127.0.0.1:1");
        }
        assertThat(shell.mustRun("fdw init").out()).contains("there already");
    }

    @Test
    void aRoleWithoutThePrivilegesIsToldWhichAndNothingChanges() {
        shop();
        Pair asApp = new Pair(SERVERS.app(pair, Side.OLD), SERVERS.app(pair, Side.NEW), pair.fdwHost(), pair.fdwPort());
        String before = snapshot();
        try (TestShell weak = TestShell.on(asApp, SERVERS.roles())) {
            for (String command : new String[] {"fdw init", "seq sync"}) {
                TestShell.Result result = weak.run(command);
                assertThat(result.exit()).isEqualTo(Exit.FAILED);
                assertThat(result.err()).contains("refused it to role \"app\"").contains("Grant the privilege");
            }
        }
        assertThat(snapshot()).isEqualTo(before);
    }

    @Test
    void dropsTheLinkAgain() {
        shop();
        sql(Side.NEW, "CREATE EXTENSION postgres_fdw");
        assertThat(shell.mustRun("fdw drop").out()).contains("There is no link");
        shell.mustRun("fdw init", "inherit");
        refused(Exit.FAILED, "fdw drop", "Queries still reach old", "inherit off");
        shell.mustRun("inherit off");
        once("fdw drop", "There is no link");
        assertThat(number(Side.NEW, "SELECT count(*) FROM pg_extension WHERE extname = 'postgres_fdw'"))
                .as("it was there before")
                .isEqualTo(1);
    }
}
