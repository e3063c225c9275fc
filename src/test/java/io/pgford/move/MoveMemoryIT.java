package io.pgford.move;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgford.database.Side;
import io.pgford.pair.PostgresPair;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the mover holds does not grow with the number of rows, and with their width only by the row in flight. The JVM insists on
 * it: a real process whose heap is too small for more. {@code scripts/bench memory} does it with ten million rows.
 */
final class MoveMemoryIT {
    private Lab lab;

    @BeforeEach
    void fresh() {
        lab = new Lab(PostgresPair.shared());
    }

    @AfterEach
    void drop() {
        lab.close();
    }

    private void crosses(String heap, String move, String digest) throws IOException, InterruptedException {
        List<String> before = lab.texts(Side.OLD, digest);
        lab.shell.mustRun(Lab.UP_TO_MOVE);

        MoverProcess mover = MoverProcess.within(heap, lab, move.split(" ", -1));

        assertThat(mover.end()).as(mover.said()).isZero();
        assertThat(lab.texts(Side.NEW, digest)).isEqualTo(before);
        assertThat(lab.leftBehind()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"move narrow", "move narrow --verify"})
    void manyRowsInASmallHeap(String move) throws Exception {
        lab.both("CREATE TABLE narrow (id bigint PRIMARY KEY, v text)");
        lab.sql(Side.OLD, "INSERT INTO narrow SELECT i, md5(i::text) FROM generate_series(1, 400000) i");

        crosses(
                "32m",
                move,
                "SELECT count(*) || ' ' || sum(id) || ' ' || md5(string_agg(v, '' ORDER BY id)) FROM narrow");
    }

    /** Backslashes and bytes are twice as long on their way. Two such rows in a row do not fit side by side. */
    @ParameterizedTest
    @ValueSource(strings = {"move wide", "move wide --verify"})
    void valuesOfAHundredMegabytes(String move) throws Exception {
        lab.both("CREATE TABLE wide (id int PRIMARY KEY, v text, b bytea)");
        lab.sql(Side.OLD, """
                INSERT INTO wide VALUES
                    (1, 'narrow', ''),
                    (2, repeat(E'\\\\', 100000000), NULL),
                    (3, NULL, decode(repeat('00ff5c0a', 25000000), 'hex')),
                    (4, repeat(E'0123456\\t\\n\\\\', 10000000), NULL),
                    (5, 'narrow', '')
                """);

        crosses(
                "512m",
                move,
                "SELECT id || ' ' || length(coalesce(v, '')) || md5(coalesce(v, '')) || md5(coalesce(b, '')) FROM wide ORDER BY id");
    }

    @Test
    void aRowThatDoesNotFitIsSaid() throws Exception {
        lab.both("CREATE TABLE wide (id int PRIMARY KEY, v text)");
        lab.sql(Side.OLD, "INSERT INTO wide VALUES (1, repeat('x', 100000000)), (2, '')");
        lab.shell.mustRun(Lab.UP_TO_MOVE);

        MoverProcess mover = MoverProcess.within("48m", lab, "move", "wide");

        assertThat(mover.end()).as(mover.said()).isEqualTo(1);
        assertThat(mover.said())
                .contains("A row of wide does not fit", "-Xmx2g", "move wide")
                .doesNotContain("Exception");
        assertThat(lab.number(Side.NEW, "SELECT count(*) FROM wide")).isEqualTo(2);
    }
}
