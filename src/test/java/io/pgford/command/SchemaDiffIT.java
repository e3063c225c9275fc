package io.pgford.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgford.database.Side;
import io.pgford.problem.Exit;
import io.pgford.shell.TestShell;
import org.junit.jupiter.api.Test;

class SchemaDiffIT extends OnAPair {
    @Test
    void takesOneSchemaForTheSameOnBothVersions() {
        shell.mustRun("schema apply " + RICH + " --on old", "schema apply " + RICH + " --on new");
        TestShell.Result result = shell.run("schema diff");
        assertThat(result.text())
                .contains("The schemas of old and new are the same.")
                .contains("5 views");
        assertThat(result.exit()).isEqualTo(Exit.DONE);
    }

    @Test
    void tellsEachDifferenceByItself() {
        shell.mustRun("schema apply " + RICH + " --on old", "schema apply " + RICH + " --on new");
        assertDifference("ALTER TABLE shop.fast ALTER id TYPE bigint", "shop.fast.id", "bigint");
        assertDifference("ALTER TABLE shop.parent ALTER name DROP NOT NULL", "shop.parent.name", "not null");
        assertDifference("ALTER TABLE shop.parent ALTER d SET DEFAULT '2000-01-01'", "shop.parent.d", "'2000-01-01'");
        assertDifference("ALTER TABLE shop.child ALTER always DROP IDENTITY", "shop.child.always", "identity");
        assertDifference("ALTER TYPE shop.mood ADD VALUE 'new' BEFORE 'ok'", "shop.mood", "'sad', 'new', 'ok'");
        assertDifference("ALTER DOMAIN shop.pos DROP CONSTRAINT small", "shop.pos", "small");
        assertDifference("ALTER TYPE shop.addr ADD ATTRIBUTE city text", "shop.addr", "city text");
        assertDifference(
                "ALTER TABLE shop.child DROP CONSTRAINT two, ADD CONSTRAINT two FOREIGN KEY (x, y)"
                        + " REFERENCES shop.child (x, y) NOT VALID",
                "two on shop.child",
                "MATCH FULL");
        assertDifference("ALTER SEQUENCE shop.free NO CYCLE", "shop.free", "no cycle");
        assertDifference("ALTER TABLE shop.parent ENABLE TRIGGER ct", "ct on shop.parent", "(disabled)");
        assertDifference("ALTER POLICY pol ON shop.parent USING (true)", "pol on shop.parent", "true");
        assertDifference("DROP RULE r ON shop.v1", "r on shop.v1", "missing");
        assertDifference("DROP INDEX shop.\"Idx \"\"odd\"\"\"", "\"Idx \"\"odd\"\"\" on shop.child", "missing");
        assertDifference(
                "CREATE OR REPLACE VIEW shop.v5 AS SELECT 1 AS a, 2::bigint AS o, 3 AS u, 4 AS c, ''::text AS d",
                "shop.v5",
                "generate_series");
        assertDifference("ALTER FUNCTION shop.t(int) VOLATILE", "shop.t(integer)", "STABLE");
        assertDifference("REVOKE INSERT ON shop.parent FROM app", "shop.parent", "app: INSERT, SELECT");
        assertDifference("GRANT UPDATE (x) ON shop.child TO app", "shop.child.x", "app: SELECT, UPDATE");
        assertDifference("ALTER TABLE shop.fast SET LOGGED", "shop.fast", "unlogged");
        assertDifference("CREATE SCHEMA more", "more", "missing");
        assertDifference("CREATE EXTENSION citext", "citext", "missing");
    }

    /** Differences add up, so each statement must make the list longer. */
    private void assertDifference(String statement, String object, String said) {
        long before = lines(shell.run("schema diff"));
        sql(Side.NEW, statement);
        TestShell.Result result = shell.run("schema diff");
        assertThat(result.exit()).as(statement).isEqualTo(Exit.FAILED);
        assertThat(result.out()).as(statement).contains(object).contains(said);
        assertThat(lines(result)).as(statement).isGreaterThan(before);
    }

    private static long lines(TestShell.Result result) {
        return result.out().lines().count();
    }

    @Test
    void namesAMissingTableOnce() {
        sql(Side.OLD, "CREATE TABLE \"Order Items\" (id serial PRIMARY KEY, a int UNIQUE CHECK (a > 0))");
        TestShell.Result result = shell.run("schema diff --json");
        assertThat(result.exit()).isEqualTo(Exit.FAILED);
        assertThat(result.out())
                .contains("\\\"Order Items\\\"")
                .doesNotContain("_pkey")
                .doesNotContain("_check");
    }

    @Test
    void leavesOutWhatIsPgfordsOwn() {
        for (Side side : Side.values()) {
            sql(side, "CREATE TABLE parent (id int PRIMARY KEY)");
            sql(side, "CREATE TABLE child (id int PRIMARY KEY, parent_id int REFERENCES parent)");
        }
        shell.mustRun("fdw init", "inherit");
        assertThat(shell.run("schema diff").exit()).isEqualTo(Exit.DONE);
        shell.mustRun("fk off");
        TestShell.Result off = shell.mustRun("schema diff");
        assertThat(off.out()).contains("Foreign keys that are off (pgford keeps them): child_parent_id_fkey on child.");
    }

    @Test
    void notesTheOrderOfColumnsAndOwners() {
        sql(Side.OLD, "CREATE TABLE t (a int, b int)");
        sql(Side.NEW, "CREATE TABLE t (b int, a int)");
        sql(Side.NEW, "ALTER TABLE t OWNER TO app");
        TestShell.Result result = shell.mustRun("schema diff");
        assertThat(result.out())
                .contains("The columns of t stand in another order on new.")
                .contains("and to app on new");
    }

    @Test
    void saysSoWhereThereIsNothingToCompare() {
        assertThat(shell.mustRun("schema diff").out()).contains("are the same");
    }
}
