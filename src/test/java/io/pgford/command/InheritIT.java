package io.pgford.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgford.database.Side;
import io.pgford.problem.Exit;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code inherit} and {@code inherit off}. */
class InheritIT extends OnACrossing {
    @Test
    void attachesOnce() {
        shop();
        refused(Exit.FAILED, "inherit", "There is no link", "fdw init");
        shell.mustRun("fdw init");
        once("inherit", "Already so");
        assertThat(number(Side.NEW, "SELECT count(*) FROM child")).isEqualTo(100);
        assertThat(number(Side.NEW, "SELECT count(*) FROM ONLY child")).isZero();
        once("inherit off", "Nothing was attached");
        assertThat(number(Side.NEW, "SELECT count(*) FROM child")).isZero();
        shell.mustRun("inherit child");
        assertThat(number(Side.NEW, "SELECT count(*) FROM child")).isEqualTo(100);
        assertThat(number(Side.NEW, "SELECT count(*) FROM parent")).isZero();
    }

    @Test
    void namesAllDifferences() {
        sql(Side.OLD, "CREATE TABLE t (id int PRIMARY KEY, a int, b text, c int, d text, e int)");
        sql(Side.NEW, """
                CREATE TABLE t (id bigint PRIMARY KEY, a int NOT NULL, b text COLLATE "C", x int, d text, e int,
                    CONSTRAINT positive CHECK (e > 0))
                """);
        shell.mustRun("fdw init");
        refused(
                Exit.FAILED,
                "inherit",
                "column id is integer on old and bigint on new",
                "column a is NOT NULL on new only",
                "column b has another collation on new",
                "column x is only on new",
                "column c is only on old",
                "check positive holds on new only",
                "schema diff");
    }

    @Test
    void refusesATableThatIsNotOnNewOrHasRowsThere() {
        shop();
        sql(Side.NEW, "DROP TABLE child; INSERT INTO parent (name) VALUES ('left over')");
        shell.mustRun("fdw init");
        refused(Exit.FAILED, "inherit", "Not on new yet: child", "schema copy");
        refused(Exit.FAILED, "inherit parent", "parent on new has rows already", "@new select * from only parent");
        refused(Exit.USAGE, "inherit parnet", "No table is called parnet", "Did you mean parent?");
        sql(Side.NEW, "DELETE FROM parent");
        shell.mustRun("inherit parent");
    }

    @Test
    void takesChecksNotNullGeneratedAndIdentityColumns() {
        both("""
                CREATE TABLE t (
                    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                    a int NOT NULL CONSTRAINT "a's check" CHECK (a > 0),
                    b int GENERATED ALWAYS AS (a * 2) STORED,
                    c numeric(10,2) DEFAULT 1.5,
                    CONSTRAINT own CHECK (c > 0) NO INHERIT)
                """);
        both("ALTER TABLE t ADD CONSTRAINT later CHECK (c < 100) NOT VALID");
        sql(Side.OLD, "INSERT INTO t (a) SELECT generate_series(1, 9)");
        shell.mustRun("fdw init", "inherit", "inherit off", "inherit");
        assertThat(number(Side.NEW, "SELECT sum(b) FROM t")).isEqualTo(90);
        sql(Side.NEW, "UPDATE t SET a = 10 WHERE id = 9");
        assertThat(number(Side.OLD, "SELECT b FROM t WHERE id = 9")).isEqualTo(20);
        shell.mustRun("seq sync", "move all", "cleanup");
        assertThat(number(Side.NEW, "SELECT sum(b) FROM ONLY t")).isEqualTo(92);
    }

    @Test
    void aNotValidCheckHidesNoRowOfOld() {
        both("CREATE TABLE t (id int PRIMARY KEY, c int)");
        sql(Side.OLD, "INSERT INTO t VALUES (1, 500)");
        both("ALTER TABLE t ADD CONSTRAINT small CHECK (c < 100) NOT VALID");
        shell.mustRun("fdw init", "inherit");
        assertThat(number(Side.NEW, "SELECT count(*) FROM t WHERE c = 500")).isEqualTo(1);
    }

    @Test
    void followsColumnsThatOldGotMeanwhile() {
        shop();
        shell.mustRun("fdw init");
        both("ALTER TABLE child ADD note text; ALTER TABLE child ALTER n SET NOT NULL");
        shell.mustRun("inherit");
        sql(Side.NEW, "UPDATE child SET note = 'seen' WHERE id = 1");
        assertThat(text(Side.OLD, "SELECT note FROM child WHERE id = 1")).isEqualTo("seen");
    }

    @Test
    void makesGatesAnewThatStandInTheWrongOrder() {
        shop();
        shell.mustRun("fdw init", "inherit");
        sql(Side.NEW, "DROP TABLE pgford.outer_all_1, pgford.inner_all_1");
        assertThat(shell.mustRun("status").out()).containsPattern("inherit\\s+partly");
        String like = " (id integer DEFAULT NULL) INHERITS (parent, child)";
        sql(Side.NEW, "CREATE TABLE pgford.inner_all_1" + like + "; CREATE TABLE pgford.outer_all_1" + like);
        assertThat(shell.mustRun("status").out()).containsPattern("inherit\\s+partly");
        shell.mustRun("fk off", "seq sync");
        assertThat(shell.run("move child").err()).contains("wrong order").contains("inherit child");
        once("inherit", "Already so");
        shell.mustRun("move child");
    }

    @Test
    void sharesGatesAmongAllTablesThatCan() {
        both("""
                CREATE TABLE a (id serial PRIMARY KEY, name text, n int DEFAULT 1 CONSTRAINT positive CHECK (n > 0));
                CREATE TABLE b (id int PRIMARY KEY, name text NOT NULL DEFAULT 'b', n int CONSTRAINT positive CHECK (n > 0));
                CREATE TABLE c (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, "Name" text, dropped int, note text);
                ALTER TABLE c DROP COLUMN dropped;
                CREATE TABLE other_type (id bigint PRIMARY KEY, name text);
                CREATE TABLE other_length (id int PRIMARY KEY, name varchar(10));
                CREATE TABLE other_collation (id int PRIMARY KEY, name text COLLATE "C");
                CREATE TABLE other_check (id int PRIMARY KEY, n int CONSTRAINT positive CHECK (n > 1));
                CREATE TABLE other_storage (id int PRIMARY KEY, name text);
                ALTER TABLE other_storage ALTER name SET STORAGE EXTERNAL;
                CREATE TABLE computed (id int PRIMARY KEY, n int, twice int GENERATED ALWAYS AS (n * 2) STORED);
                CREATE TABLE also_computed (id int PRIMARY KEY, n int, twice int GENERATED ALWAYS AS (n + n) STORED);
                """);
        for (String table : List.of("a", "b", "other_type", "other_length", "other_collation", "other_storage")) {
            sql(Side.OLD, "INSERT INTO " + table + " (id, name) SELECT i, i FROM generate_series(1, 100) i");
        }
        sql(Side.OLD, "INSERT INTO computed SELECT i, i FROM generate_series(1, 100) i");
        shell.mustRun("fdw init");

        once("inherit", "Already so");

        assertThat(text(Side.NEW, """
                SELECT string_agg(inhparent::regclass::text, ' ' ORDER BY inhparent) FROM pg_inherits
                WHERE inhrelid::regclass::text LIKE 'pgford.outer%' GROUP BY inhrelid ORDER BY 1
                """)).isEqualTo("""
                        a b c
                        also_computed
                        computed
                        other_collation other_check
                        other_length
                        other_storage
                        other_type""");
        assertThat(number(Side.NEW, "SELECT sum(n) FROM a NATURAL JOIN (SELECT id FROM b) b"))
                .isEqualTo(100);
        shell.mustRun("fk off", "seq sync", "move computed --gates table", "move all");
        assertThat(number(Side.NEW, "SELECT count(*) FROM pg_class WHERE relname ~ '^(outer|inner)_'"))
                .isZero();
        assertThat(number(Side.NEW, "SELECT count(*) FROM ONLY a")).isEqualTo(100);
        assertThat(number(Side.NEW, "SELECT sum(twice) FROM ONLY computed")).isEqualTo(10_100);
    }

    @Test
    void attachesAFinishedTableAgainOnlyWhereRowsHaveComeUpOnOld() {
        shop();
        shell.mustRun("fdw init", "inherit", "fk off", "seq sync", "move all");
        assertThat(shell.mustRun("inherit").out()).contains("Already so");
        sql(Side.OLD, "INSERT INTO child (id, parent_id, n) VALUES (5000, 1, 1)");
        assertThat(number(Side.NEW, "SELECT count(*) FROM child")).isEqualTo(100);
        refused(Exit.FAILED, "cleanup", "child: 1", "Somebody has written on old", "inherit, fk off, move all");
        String said = once("inherit", "Already so");
        assertThat(said).contains("somebody has written rows on old since").contains("move all");
        assertThat(number(Side.NEW, "SELECT count(*) FROM child")).isEqualTo(101);
        assertThat(number(Side.NEW, "SELECT count(*) FROM parent")).isEqualTo(10);
        refused(Exit.FAILED, "fk on", "Too early", "child");
        restart();
        assertThat(shell.mustRun("status").out()).containsPattern("move\\s+partly");
        shell.mustRun("move all", "fk on", "cleanup");
        assertThat(number(Side.NEW, "SELECT count(*) FROM ONLY child")).isEqualTo(101);
    }
}
