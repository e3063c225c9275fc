package io.pgford.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.pgford.database.Side;
import io.pgford.problem.Exit;
import io.pgford.problem.Problem;
import io.pgford.shell.TestShell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Needs a pg_dump of 13 or later on the machine. */
class SchemaCopyIT extends OnAPair {
    private static final String TABLES =
            "SELECT count(*) FROM pg_catalog.pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace";

    @TempDir
    private Path folder;

    @Test
    void copiesARichSchemaAndProvesIt() {
        shell.mustRun("schema apply " + RICH + " --on old");
        TestShell.Result result = shell.mustRun("schema copy");
        assertThat(result.out()).contains("in one transaction.").contains("The two schemas are the same now.");
        assertThat(shell.mustRun("schema copy").out()).contains("are the same already: nothing done.");
    }

    @Test
    void showsInADryRunWhatItWouldRun() {
        sql(Side.OLD, "CREATE TABLE a (id int PRIMARY KEY)");
        TestShell.Result result = shell.mustRun("schema copy --dry-run");
        assertThat(result.out()).contains("CREATE TABLE public.a (").contains("Nothing was run.");
        assertThat(number(Side.NEW, TABLES)).isZero();
    }

    @Test
    void keepsTheGrantsAndLeavesThemAwayOnDemand() {
        sql(Side.OLD, "CREATE TABLE a (id int PRIMARY KEY)");
        sql(Side.OLD, "GRANT SELECT ON a TO app");
        shell.mustRun("schema copy --no-privileges");
        assertThat(number(Side.NEW, "SELECT has_table_privilege('app', 'a', 'SELECT')::int"))
                .isZero();
        sql(Side.NEW, "DROP TABLE a");
        shell.mustRun("schema copy");
        assertThat(number(Side.NEW, "SELECT has_table_privilege('app', 'a', 'SELECT')::int"))
                .isOne();
    }

    @Test
    void saysWhoseTablesTheyWere() {
        sql(Side.OLD, "CREATE TABLE a (id int PRIMARY KEY)");
        sql(Side.OLD, "ALTER TABLE a OWNER TO app");
        assertThat(shell.mustRun("schema copy").out()).contains("1 relation belongs to app on old and to ");
    }

    @Test
    void namesTheRolesThatNewLacksBeforeAnythingRuns() {
        String role = "\"only on old " + ProcessHandle.current().pid() + "\"";
        sql(Side.OLD, "CREATE ROLE " + role);
        try {
            sql(Side.OLD, "CREATE TABLE a (id int PRIMARY KEY)");
            sql(Side.OLD, "GRANT SELECT ON a TO " + role);
            TestShell.Result result = shell.run("schema copy");
            assertThat(result.exit()).isEqualTo(Exit.FAILED);
            assertThat(result.err()).contains("new lacks a role").contains("@new CREATE ROLE " + role + ";");
            assertThat(number(Side.NEW, TABLES)).isZero();
        } finally {
            sql(Side.OLD, "DROP OWNED BY " + role);
            sql(Side.OLD, "DROP ROLE " + role);
        }
    }

    @Test
    void refusesWhereNewHasSomeOfItAlready() {
        for (int i = 0; i < 12; i++) {
            sql(Side.OLD, "CREATE TABLE t" + i + " (id int)");
            sql(Side.NEW, "CREATE TABLE t" + i + " (id bigint)");
        }
        TestShell.Result result = shell.run("schema copy");
        assertThat(result.exit()).isEqualTo(Exit.FAILED);
        assertThat(result.err())
                .contains("new has 12 of the objects of old already")
                .contains("table t0")
                .contains("and 2 more")
                .contains("Nothing was changed.");
    }

    @Test
    void leavesTheLinkInPeaceWhereItCameFirst() {
        sql(Side.OLD, "CREATE SCHEMA shop");
        sql(Side.OLD, "CREATE TABLE shop.parent (id int PRIMARY KEY)");
        sql(Side.OLD, "CREATE TABLE child (id int PRIMARY KEY, parent_id int REFERENCES shop.parent)");
        shell.mustRun("fdw init", "schema copy", "inherit");
        assertThat(shell.mustRun("schema diff").out()).contains("are the same");
        sql(Side.OLD, "INSERT INTO shop.parent VALUES (1)");
        assertThat(number(Side.NEW, "SELECT count(*) FROM shop.parent")).isOne();
    }

    @Test
    void changesNothingWhereTheDumpDoesNotRunOnNew() {
        assumeThat(number(Side.OLD, "SELECT current_setting('server_version_num')::int"))
                .as("the version of old, whatever servers the tests were given")
                .isLessThan(140_000);
        sql(Side.OLD, "CREATE TABLE a (id int PRIMARY KEY)");
        // Removed in 14: an operator that stands behind its operand.
        sql(Side.OLD, "CREATE OPERATOR public.!!! (LEFTARG = int8, PROCEDURE = numeric_fac)");
        TestShell.Result result = shell.run("schema copy");
        assertThat(result.exit()).isEqualTo(Exit.FAILED);
        assertThat(result.err()).contains("dump of old:").contains("Nothing was changed on new");
        assertThat(number(Side.NEW, TABLES)).isZero();
    }

    @Test
    void endsPgDumpWhenTheOperatorPressesCtrlC() throws IOException {
        sql(Side.OLD, "CREATE TABLE a (id int PRIMARY KEY)");
        Path slow = folder.resolve("pg_dump");
        Files.writeString(
                slow,
                "#!/bin/sh\n[ \"$1\" = --version ] && echo 'pg_dump (PostgreSQL) 99.0' && exit\nexec sleep 600\n");
        Files.setPosixFilePermissions(slow, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThatThrownBy(() ->
                        new SchemaCommands(shell.workbench()).copy(new ImpatientRun(), false, Optional.of(slow), false))
                .isInstanceOf(Problem.class)
                .extracting(problem -> ((Problem) problem).exit())
                .isEqualTo(Exit.INTERRUPTED);
        assertThat(number(Side.NEW, TABLES)).isZero();
    }

    @Test
    void saysWhatIsWrongWithPgDump() throws IOException {
        sql(Side.OLD, "CREATE TABLE a (id int PRIMARY KEY)");
        assertThat(shell.run("schema copy --pg-dump " + folder).err()).contains("is no pg_dump that can be run");
        Path old = folder.resolve("pg_dump");
        Files.writeString(old, "#!/bin/sh\necho 'pg_dump (PostgreSQL) 9.6.24'\n");
        Files.setPosixFilePermissions(old, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(shell.run("schema copy --pg-dump " + old).err()).contains("is of version 9.6.24, older than old");
        Files.writeString(
                old,
                "#!/bin/sh\n[ \"$1\" = --version ] && echo 'pg_dump (PostgreSQL) 99.0' && exit\necho broken >&2\nexit 1\n");
        TestShell.Result broken = shell.run("schema copy --pg-dump " + old);
        assertThat(broken.exit()).isEqualTo(Exit.FAILED);
        assertThat(broken.err()).contains("could not read the schema of old").contains("broken");
        assertThat(number(Side.NEW, TABLES)).isZero();
    }
}
