package io.pgford.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgford.database.Side;
import io.pgford.problem.Exit;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** Steps before those that they need, or after it is too late for them. */
class WrongOrderIT extends OnMistakes {
    /** The foreign keys of a table that is not on new yet could not come back there. */
    @Test
    void foreignKeysOffBeforeTheSchemaIsOnNew() {
        sql(Side.OLD, SHOP);
        shell.mustRun("fdw init");
        String before = digest();
        SoftAssertions all = new SoftAssertions();
        explained(all, shell, "fk off", Exit.FAILED, "Not on new yet: child, parent", "schema copy");
        explained(all, shell, "fk off --dry-run", Exit.FAILED, "Not on new yet: child, parent");
        all.assertAll();
        assertThat(digest()).isEqualTo(before);
    }

    @Test
    void foreignKeysThatNewHasNotAreNamed() {
        shop();
        sql(Side.NEW, "ALTER TABLE child DROP CONSTRAINT child_parent_id_fkey");
        shell.mustRun("fdw init", "inherit");
        assertThat(shell.mustRun("fk off").out())
                .contains("new does not have foreign key", "child_parent_id_fkey", "without it after the crossing");
    }

    /** Each step before the one that it needs: refused with the right one named, or nothing to do; nothing changes in either case. */
    @Test
    void stepsInTheWrongOrder() {
        shop();
        SoftAssertions all = new SoftAssertions();
        String before = digest();
        for (String line : List.of("inherit", "inherit child", "fk off", "move all", "move child")) {
            explained(all, shell, line, Exit.FAILED, "fdw init");
        }
        for (String line : List.of("pause", "resume", "stop", "pace --duty 0.1")) {
            explained(all, shell, line, Exit.FAILED, "No move runs", "move all");
        }
        for (String line : List.of("inherit off", "fk on", "recover", "cleanup", "fdw drop", "check rows", "ledger")) {
            all.assertThat(shell.run(line).exit()).as(line).isEqualTo(Exit.DONE);
        }
        all.assertThat(digest()).isEqualTo(before);
        shell.mustRun("fdw init");
        before = digest();
        explained(all, shell, "move all", Exit.FAILED, "inherit");
        explained(all, shell, "cleanup", Exit.FAILED, "move all");
        all.assertThat(digest()).isEqualTo(before);
        shell.mustRun("inherit");
        before = digest();
        explained(all, shell, "move all", Exit.FAILED, "fk off");
        explained(all, shell, "fdw drop", Exit.FAILED, "inherit off");
        all.assertThat(digest()).isEqualTo(before);
        shell.mustRun("fk off");
        before = digest();
        explained(all, shell, "move all", Exit.FAILED, "seq sync");
        explained(all, shell, "fk on", Exit.FAILED, "move all");
        all.assertThat(digest()).isEqualTo(before);
        shell.mustRun("seq sync", "move child");
        before = digest();
        explained(all, shell, "inherit off", Exit.FAILED, "move all");
        explained(all, shell, "fk on", Exit.FAILED, "move all");
        explained(all, shell, "fdw drop", Exit.FAILED, "move all");
        explained(all, shell, "cleanup", Exit.FAILED, "move all");
        all.assertThat(digest()).isEqualTo(before);
        all.assertAll();
    }
}
