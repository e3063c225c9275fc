package io.pgford.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgford.database.Side;
import io.pgford.problem.Exit;
import io.pgford.shell.TestShell;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Scripts run as they are written, but for what would break a crossing. */
class CautionIT extends OnACrossing {
    @Test
    void refusesWhatWouldBreakACrossingUnlessAgreedTo() {
        shop();
        shell.mustRun("@old truncate child", "fdw init", "inherit");
        refused(Exit.FAILED, "@old truncate parent cascade", "A crossing is under way", "--yes");
        refused(Exit.FAILED, "@new drop table parent cascade", "A crossing is under way");
        refused(Exit.FAILED, "@new drop foreign table parent_remote", "A crossing is under way");
        refused(Exit.FAILED, "@new drop schema pgford cascade", "A crossing is under way");
        refused(Exit.FAILED, "@new drop server pgford_old cascade", "A crossing is under way");
        refused(Exit.FAILED, "@old alter table parent drop column name", "no longer fit together");
        shell.mustRun("@new create table other(id int)", "@new truncate other", "@new drop table other");
        try (TestShell agreed = TestShell.with(pair, Map.of("yes", "true"))) {
            agreed.mustRun("@old truncate parent cascade");
        }
        assertThat(number(Side.OLD, "SELECT count(*) FROM parent")).isZero();
    }
}
