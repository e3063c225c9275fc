package io.pgford.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgford.catalog.ForeignKey;
import io.pgford.catalog.ForeignKeys;
import io.pgford.check.Orphans;
import io.pgford.database.Rows;
import io.pgford.database.Side;
import io.pgford.problem.Exit;
import io.pgford.shell.TestShell;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CheckFkIT extends OnAPair {
    @BeforeEach
    void createTables() {
        for (Side side : Side.values()) {
            sql(side, "CREATE TABLE parent (id int PRIMARY KEY)");
            sql(side, "CREATE TABLE \"Order Items\" (id int PRIMARY KEY, \"parent id\" int REFERENCES parent)");
        }
    }

    @Test
    void findsNothingWhereAllHolds() {
        sql(Side.NEW, "INSERT INTO parent VALUES (1)");
        sql(Side.NEW, "INSERT INTO \"Order Items\" VALUES (1, 1), (2, NULL)");
        assertThat(shell.mustRun("check fk").out()).contains("1 foreign key, no orphans.");
    }

    @Test
    void countsAndShowsOrphansAndTheQueryThatFindsThem() {
        breakTheKey();
        TestShell.Result result = shell.run("check fk");
        assertThat(result.exit()).isEqualTo(Exit.FAILED);
        assertThat(result.out()).contains("1 of 1 foreign keys do not hold.").contains("\"parent id\": 107");
        Orphans orphans = orphans().get(0);
        assertThat(orphans.count()).isEqualTo(25);
        assertThat(orphans.rows()).hasSize(20);
        assertThat(result.out()).contains(orphans.query().lines().findFirst().orElseThrow());
        List<Integer> found = shell.workbench()
                .connections()
                .with(Side.NEW, connection -> Rows.list(connection, orphans.query(), row -> row.getInt("id")));
        assertThat(found).hasSize(25);
    }

    @Test
    void seesRowsThatAreStillOnOldAndKeysThatAreOff() {
        sql(Side.OLD, "INSERT INTO parent VALUES (1)");
        sql(Side.OLD, "INSERT INTO \"Order Items\" VALUES (1, 1)");
        shell.mustRun("fdw init", "inherit", "fk off");
        sql(Side.NEW, "INSERT INTO parent VALUES (2)");
        sql(Side.NEW, "INSERT INTO \"Order Items\" VALUES (2, 1), (3, 2), (4, 9)");
        TestShell.Result result = shell.run("check fk");
        assertThat(result.out()).contains("off").contains("\"parent id\": 9").contains("1 of 1 foreign keys do not");
        sql(Side.NEW, "DELETE FROM \"Order Items\" WHERE id = 4");
        assertThat(shell.mustRun("check fk").out()).contains("no orphans");
    }

    @Test
    void knowsWhatNullsMean() {
        sql(Side.NEW, "CREATE TABLE p (a int, b text, PRIMARY KEY (a, b))");
        for (String match : List.of("SIMPLE", "FULL")) {
            sql(
                    Side.NEW,
                    "CREATE TABLE c_" + match + " (b text, a int, CONSTRAINT k_" + match
                            + " FOREIGN KEY (a, b) REFERENCES p (a, b) MATCH " + match + ")");
            sql(Side.NEW, "ALTER TABLE c_" + match + " DISABLE TRIGGER ALL");
            sql(
                    Side.NEW,
                    "INSERT INTO c_" + match + " VALUES ('x', 1), (NULL, NULL), ('x', NULL), (NULL, 1), ('y', 1)");
        }
        sql(Side.NEW, "INSERT INTO p VALUES (1, 'x')");
        assertThat(orphans())
                .filteredOn(orphans -> orphans.key().name().startsWith("k_"))
                .extracting(orphans -> orphans.key().match(), Orphans::count)
                .containsExactlyInAnyOrder(
                        org.assertj.core.api.Assertions.tuple(ForeignKey.Match.SIMPLE, 1L),
                        org.assertj.core.api.Assertions.tuple(ForeignKey.Match.FULL, 3L));
    }

    @Test
    void leavesOutTablesThatInheritByThemselves() {
        sql(Side.NEW, "CREATE TABLE more_items () INHERITS (\"Order Items\")");
        sql(Side.NEW, "INSERT INTO more_items VALUES (1, 77)");
        sql(Side.NEW, "CREATE TABLE more_parents () INHERITS (parent)");
        sql(Side.NEW, "INSERT INTO more_parents VALUES (5)");
        assertThat(shell.mustRun("check fk").out()).contains("no orphans");
        sql(Side.NEW, "ALTER TABLE \"Order Items\" DISABLE TRIGGER ALL");
        sql(Side.NEW, "INSERT INTO \"Order Items\" VALUES (2, 5)");
        assertThat(orphans()).extracting(Orphans::count).containsExactly(1L);
    }

    @Test
    void saysSoWhereThereAreNoKeys() {
        sql(Side.NEW, "DROP TABLE \"Order Items\"");
        assertThat(shell.mustRun("check fk").out()).contains("There are no foreign keys on new.");
    }

    private void breakTheKey() {
        sql(Side.NEW, "ALTER TABLE \"Order Items\" DISABLE TRIGGER ALL");
        sql(Side.NEW, "INSERT INTO \"Order Items\" SELECT i, 100 + i FROM generate_series(1, 25) AS i");
    }

    private List<Orphans> orphans() {
        return shell.workbench().connections().with(Side.NEW, connection -> {
            List<Orphans> found = new java.util.ArrayList<>();
            for (ForeignKey key : ForeignKeys.declared(connection)) {
                found.add(Orphans.of(connection, key));
            }
            return found;
        });
    }
}
