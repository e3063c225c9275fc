package io.pgford.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgford.database.Side;
import io.pgford.problem.Exit;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** Commands that name something which is not there, or is something else. */
class WrongNamesIT extends OnMistakes {
    /** Those that take the names of tables. */
    private static final List<String> OF_TABLES = List.of("counts", "inherit", "move", "check rows", "ledger");

    private static final String OTHERS = """
            CREATE VIEW "Big View" AS SELECT 1 AS id;
            CREATE MATERIALIZED VIEW summary AS SELECT 1 AS id;
            CREATE SEQUENCE numbers;
            CREATE TABLE measured (id int PRIMARY KEY) PARTITION BY RANGE (id);
            CREATE TABLE measured_1 PARTITION OF measured FOR VALUES FROM (1) TO (100);
            """;

    @Test
    void tablesThatAreNotThere() {
        shop();
        shell.mustRun("fdw init", "inherit", "fk off", "seq sync");
        String before = digest();
        SoftAssertions all = new SoftAssertions();
        for (String command : OF_TABLES) {
            explained(all, shell, command + " paretn", Exit.USAGE, "paretn", "parent");
            explained(all, shell, command + " \"Order Items\"", Exit.USAGE, "Order Items");
        }
        all.assertAll();
        assertThat(digest()).isEqualTo(before);
    }

    @Test
    void rolesThatAreNotThere() {
        sql(Side.OLD, SHOP);
        String before = digest();
        SoftAssertions all = new SoftAssertions();
        explained(all, shell, "fdw init --role ap", Exit.USAGE, "old has no role \"ap\"", "Did you mean app?");
        explained(all, shell, "fdw init --role app,nosuchrole", Exit.USAGE, "\"nosuchrole\"", "These can: ");
        all.assertAll();
        assertThat(digest()).isEqualTo(before);
    }

    @Test
    void namesThatNoTableHas() {
        shop();
        both(OTHERS);
        shell.mustRun("fdw init --skip measured,measured_1", "inherit", "fk off", "seq sync");
        String before = digest();
        SoftAssertions all = new SoftAssertions();
        for (String command : OF_TABLES) {
            explained(all, shell, command + " \"Big View\"", Exit.USAGE, "\"Big View\" is a view", "counts");
            explained(all, shell, command + " summary", Exit.USAGE, "summary is a materialized view");
            explained(all, shell, command + " numbers", Exit.USAGE, "numbers is a sequence");
            explained(all, shell, command + " child_pkey", Exit.USAGE, "child_pkey is an index");
            boolean counts = command.equals("counts");
            explained(
                    all,
                    shell,
                    command + " measured",
                    counts ? Exit.USAGE : Exit.FAILED,
                    counts ? "measured is a partitioned table" : "measured was left out of the crossing");
        }
        all.assertAll();
        assertThat(digest()).isEqualTo(before);
    }

    /** Files, folders, places and jobs. */
    @Test
    void placesAndFilesThatAreNotThere() {
        String before = digest();
        SoftAssertions all = new SoftAssertions();
        """
        connect new nonsense                            | USAGE  | no connection string            | postgresql://
        connect middle postgresql://a/b                 | USAGE  | connect needs old or new        | Usage
        connect new postgresql://nobody@127.0.0.1:1/x   | FAILED | new cannot be reached           | connect new URI
        help mvoe                                       | USAGE  | did you mean move?              | help lists
        history --last 0                                | USAGE  | --last 0                        | --last 20
        play nosuch.pgford                              | FAILED | There is no file nosuch.pgford  | the path starts at
        play src                                        | FAILED | src is a folder                 | script in it
        record start target/nosuch/a.pgford             | FAILED | There is no folder for          | Make it
        record start pom.xml                            | FAILED | pom.xml exists already          | another file
        record stop                                     | FAILED | No recording is running         | record start FILE
        sandbox start --old 9 --dir target/nosuch       | USAGE  | PostgreSQL 9 is not on hand     | 13, 15, 18
        sandbox start --dir pom.xml/x                   | FAILED | pom.xml                         | --dir
        sandbox stop --remove --dir target/nosuch       | FAILED | There is no sandbox in          | sandbox start
        schema apply nosuch.sql --on new                | FAILED | There is no file nosuch.sql     | Name it as seen from
        schema apply src --on new                       | FAILED | src is a folder                 | SQL file
        use middle                                      | USAGE  | use needs old or new            | Usage
        worker switch new                               | FAILED | No worker is running            | worker start
        worker start --on new --clients 0               | USAGE  | --clients 0                     | from 1 to 200
        worker start --on new --role nobody             | FAILED | password of role "nobody"       | PGFORD_PASSWORD_NOBODY
        pause 99                                        | USAGE  | There is no job 99              | jobs
        pause                                           | FAILED | No move runs                    | move all
        nosuch                                          | USAGE  | No command or SQL statement     | help
        \\nosuch                                        | USAGE  | no command \\nosuch             | \\?
        @middle select 1                                | USAGE  | "@middle" is no side            | @old, @new or @both
        expect 1 fdw status                             | USAGE  | needs a query on one side       | Write it as
        """.lines().map(line -> line.split("\\|", -1)).forEach(
                w -> explained(all, shell, w[0].strip(), Exit.valueOf(w[1].strip()), w[2].strip(), w[3].strip()));
        all.assertAll();
        assertThat(digest()).isEqualTo(before);
        assertThat(Path.of("target", "nosuch")).doesNotExist();
    }
}
