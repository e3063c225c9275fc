package io.pgford.move;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pgford.database.Side;
import io.pgford.pair.PostgresPair;
import io.pgford.problem.Exit;
import io.pgford.problem.Problem;
import io.pgford.shell.TestShell;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code --verify} reads back is compared with what was sent: a batch that differs does not count. */
final class MoveVerifyIT {
    private static final String CHANGING = """
            CREATE FUNCTION change() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN
                IF NEW.id %% 1000 = 237 THEN %s END IF; RETURN NEW; END$$;
            CREATE TRIGGER change BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION change();
            ALTER TABLE t ENABLE ALWAYS TRIGGER change;
            """;

    private Lab lab;
    private Map<String, String> before = Map.of();

    @BeforeEach
    void fresh() {
        lab = new Lab(PostgresPair.shared());
        lab.both("CREATE TABLE t (id int PRIMARY KEY, n numeric, at timestamptz, v text)");
        lab.sql(Side.OLD, """
                INSERT INTO t SELECT i, i + CASE WHEN i % 1000 = 237 THEN 0.25 ELSE 0.5 END,
                    '2024-01-01 00:00:00Z'::timestamptz + CASE WHEN i % 1000 = 237 THEN i ELSE 0 END * interval '1 ms', 'row ' || i % 10
                FROM generate_series(1, 1000) i""");
        lab.shell.mustRun(Lab.UP_TO_MOVE);
        before = lab.digests(Side.NEW);
    }

    @AfterEach
    void drop() {
        lab.close();
    }

    private Problem refused() {
        return catchThrowableOfType(Problem.class, lab.verifyingMover("t")::run);
    }

    /** Nothing of the batch has moved, those before it have; and once the cause is gone, all of it crosses. */
    private void crossesWithout(String change) {
        assertThat(lab.number(Side.NEW, "SELECT count(*) FROM ONLY t")).isEqualTo(200);
        assertThat(lab.number(Side.OLD, "SELECT count(*) FROM ONLY t")).isEqualTo(800);
        lab.sql(Side.NEW, change);
        assertThat(lab.digests(Side.NEW)).isEqualTo(before);

        lab.shell.mustRun("move t --verify");

        assertThat(lab.digests(Side.NEW)).isEqualTo(before);
        assertThat(lab.leftBehind()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"NEW.v := 'other';", "NEW.n := NEW.n + 0.000;", "NEW.id := -NEW.id;"})
    void aTriggerThatChangesAValue(String how) {
        lab.sql(Side.NEW, CHANGING.formatted(how));

        Problem refused = refused();

        assertThat(refused.what())
                .contains("t is not on new", "old sent 100 rows", "(\"id\") > ('200'", "(\"id\") <= ('300'");
        assertThat(refused.next()).contains("rolled back", "\\d t", "move t --verify");
        crossesWithout("DROP TRIGGER change ON t");
    }

    /** Counted without --verify, too. */
    @Test
    void aTriggerThatSwallowsARow() {
        lab.sql(Side.NEW, CHANGING.formatted("RETURN NULL;"));

        Problem refused =
                catchThrowableOfType(Problem.class, lab.mover("t", 100, new Lab.Quiet(), GatesToClose.ALL)::run);

        assertThat(refused.what()).contains("old sent 100 rows, and new took 99");
        crossesWithout("DROP TRIGGER change ON t");
    }

    @ParameterizedTest
    @ValueSource(strings = {"n TYPE numeric(10,1)", "at TYPE timestamptz(0)"})
    void aTypeThatRounds(String type) {
        String alter = "ALTER TABLE t ALTER COLUMN " + type;
        lab.sql(Side.NEW, alter);
        TestShell.Result unlike = lab.shell.run("move t --verify");
        assertThat(unlike.exit()).isEqualTo(Exit.FAILED);
        assertThat(unlike.err()).contains("not the same on both sides any more", "column " + type.split(" ", 2)[0]);

        assertThat(refused().what()).contains("t is not on new", "(\"id\") > ('200'", "(\"id\") <= ('300'");

        crossesWithout(alter.replaceAll("\\(.*\\)", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"trigger", "type"})
    void aBatchThatIsHealedIsReadBackAsWell(String what) throws Exception {
        MoverProcess mover = MoverProcess.start(
                lab, List.of("pgford.test.die_at=LANDED", "pgford.test.die_at_visit=3"), "move", "t", "--batch", "100");
        assertThat(mover.end()).as(mover.said()).isEqualTo(137);
        // As if the application had deleted it on new alone: healing brings it again.
        lab.sql(Side.NEW, "DELETE FROM ONLY t WHERE id = 237");
        lab.sql(
                Side.NEW,
                what.equals("trigger")
                        ? CHANGING.formatted("NEW.v := 'other';")
                        : "ALTER TABLE t ALTER COLUMN n TYPE numeric(10,1)");

        Problem refused = refused();

        assertThat(refused.what()).contains("t is not on new", "(\"id\") > ('200'", "(\"id\") <= ('300'");
        lab.sql(
                Side.NEW,
                what.equals("trigger") ? "DROP TRIGGER change ON t" : "ALTER TABLE t ALTER COLUMN n TYPE numeric");
        lab.shell.mustRun("move t --verify");
        assertThat(lab.texts(Side.NEW, "SELECT v || n FROM t WHERE id = 237")).containsExactly("row 7237.25");
        assertThat(lab.number(Side.NEW, "SELECT count(*) FROM ONLY t")).isEqualTo(1000);
        assertThat(lab.leftBehind()).isZero();
    }
}
