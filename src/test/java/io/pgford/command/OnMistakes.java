package io.pgford.command;

import io.pgford.database.Side;
import io.pgford.problem.Exit;
import io.pgford.shell.TestShell;
import org.assertj.core.api.SoftAssertions;

/** A test of what goes wrong: what it says, how it ends, and that it changes nothing. */
abstract class OnMistakes extends OnACrossing {
    private static final String TABLES = """
            SELECT c.oid::regclass::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind = 'r' AND n.nspname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1
            """;

    /** Both catalogs, and every row of both sides. */
    final String digest() {
        StringBuilder digest = new StringBuilder(snapshot());
        for (Side side : Side.values()) {
            text(side, TABLES)
                    .lines()
                    .forEach(table -> digest.append('\n')
                            .append(table)
                            .append(text(
                                    side,
                                    "SELECT count(*) || md5(string_agg(t::text, ',' ORDER BY t::text)) FROM ONLY "
                                            + table + " t")));
        }
        return digest.toString();
    }

    /** A wrong line fails with this exit code, explains itself, and shows no inner life. */
    static void explained(SoftAssertions all, TestShell on, String line, Exit exit, String... says) {
        TestShell.Result result = on.run(line);
        all.assertThat(result.exit()).as(line + "\n" + result.text()).isEqualTo(exit);
        all.assertThat(result.err())
                .as(line)
                .contains(says)
                .doesNotContain("Exception", "io.pgford", "pgford itself failed");
        all.assertThat(result.err().strip().lines().count())
                .as(line + " says what to do next:\n" + result.err())
                .isGreaterThan(1);
    }
}
