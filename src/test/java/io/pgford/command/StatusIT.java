package io.pgford.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgford.database.Pair;
import io.pgford.database.Side;
import io.pgford.problem.Exit;
import io.pgford.shell.TestShell;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code status} and {@code plan}, in a new shell after each step: nothing is remembered by the process. */
class StatusIT extends OnACrossing {
    private final JsonMapper mapper = new JsonMapper();

    /** In a new shell: {@code status} and {@code plan}, as text and JSON, agree on what comes next. */
    private JsonNode after(String command, String next) {
        if (!command.isEmpty()) {
            shell.mustRun(command);
        }
        restart();
        JsonNode status = mapper.readTree(shell.mustRun("status --json").out());
        JsonNode plan = mapper.readTree(shell.mustRun("plan --json").out());
        assertThat(status.get("sides")).hasSize(2);
        assertThat(status.path("next").asString("")).isEqualTo(next);
        assertThat(plan.path("next").asString("")).isEqualTo(next);
        String text = shell.mustRun("status").out();
        if (next.isEmpty()) {
            assertThat(plan.get("steps")).isEmpty();
            assertThat(text).doesNotContain("next:");
        } else {
            assertThat(plan.get("steps").get(0).get("command").asString()).isEqualTo(next);
            assertThat(text).contains("next: " + next);
        }
        return status;
    }

    @Test
    void isRightAfterEachStep() {
        after("", "schema apply FILE --on old");
        sql(Side.OLD, SHOP);
        sql(Side.OLD, "INSERT INTO parent SELECT i, 'p' FROM generate_series(1, 10) i");
        sql(Side.OLD, "INSERT INTO child SELECT i, 1 FROM generate_series(1, 10) i");
        sql(Side.OLD, "SELECT setval('parent_id_seq', 10), setval('child_id_seq', 10)");
        after("", "fdw init");
        after("fdw init", "schema copy, or schema apply FILE --on new");
        sql(Side.NEW, SHOP);
        after("fdw init", "inherit");
        after("inherit parent", "inherit");
        JsonNode attached = after("inherit", "fk off");
        assertThat(attached.get("tables").get(0).get("state").asString()).isEqualTo("attached");
        after("fk off", "seq sync");
        after(
                "seq sync",
                "the application starts on new (the sample's: worker switch new); where none works: move all");
        JsonNode partly = after("move child", "move all");
        assertThat(partly.get("tables").get(0).toString())
                .contains("\"moved\":10", "\"percent\":100", "\"state\":\"finished\"");
        after("move all", "fk on");
        after("fk on", "cleanup");
        JsonNode over = after("cleanup", "");
        assertThat(over.get("steps").get(0).get("detail").asString()).contains("all rows are on new");
    }

    @Test
    void keepsSayingSoWhereTheApplicationIsStillOnOld() throws Exception {
        shop();
        shell.mustRun("fdw init", "inherit", "fk off", "seq sync");
        try (var session = app(Side.OLD)) {
            assertThat(session.isValid(5)).isTrue();
            // Its name is pgford's own; the application's is not.
            io.pgford.database.Rows.run(session, "SET application_name = 'shop'");
            assertThat(shell.mustRun("status").out())
                    .contains("1 session still on old")
                    .contains("next: the application starts on new");
        }
    }

    @Test
    void namesTheSideThatCannotBeReached() {
        shop();
        for (Side side : Side.values()) {
            var dead = new io.pgford.database.Endpoint(
                    "127.0.0.1",
                    1,
                    pair.at(side).database(),
                    "postgres",
                    pair.at(side).password(),
                    pair.at(side).options());
            Pair half = new Pair(
                    side == Side.OLD ? dead : pair.oldEnd(),
                    side == Side.NEW ? dead : pair.newEnd(),
                    pair.fdwHost(),
                    pair.fdwPort());
            try (TestShell lost = TestShell.on(half, SERVERS.roles())) {
                for (String command : new String[] {
                    "status",
                    "plan",
                    "fdw init",
                    "inherit",
                    "fk off",
                    "fk on",
                    "seq sync",
                    "cleanup",
                    "fdw status",
                    "seq status"
                }) {
                    TestShell.Result result = lost.run(command);
                    assertThat(result.exit()).as(command).isEqualTo(Exit.FAILED);
                    assertThat(result.err())
                            .contains(side + " cannot be reached at 127.0.0.1:1")
                            .doesNotContain("Exception");
                }
                TestShell.Result json = lost.run("status --json");
                assertThat(mapper.readTree(json.text()).get("error").asString()).contains(side + " cannot be reached");
            }
        }
    }

    @Test
    void misspeltWordsAreAnsweredWithTheNearest() {
        shop();
        refused(Exit.USAGE, "statsu", "status");
        refused(Exit.USAGE, "fdw int", "fdw init");
        refused(Exit.USAGE, "fk of", "fk off");
        refused(Exit.USAGE, "fdw init --dryrun", "has no option --dryrun", "Did you mean --dry-run?");
        refused(Exit.USAGE, "cleanup --dry-rn", "Did you mean --dry-run?");
        refused(Exit.USAGE, "seq sync --gap", "--gap needs a value");
        refused(Exit.USAGE, "fk on now", "takes no argument");
        refused(Exit.USAGE, "inherit chld", "Did you mean child?");
    }

    @Test
    void planDoesNotTakeATableForEmptyThatWasNeverAnalysed() {
        sql(Side.OLD, "CREATE TABLE unknown (id int PRIMARY KEY) WITH (autovacuum_enabled = false)");
        sql(Side.OLD, "INSERT INTO unknown SELECT generate_series(1, 1000)");
        assertThat(shell.mustRun("plan --json").out().replaceAll("\\s", ""))
                .contains("\"table\":\"unknown\",\"estimated_rows\":null");
        sql(Side.OLD, "ANALYZE unknown");
        assertThat(shell.mustRun("plan --json").out().replaceAll("\\s", ""))
                .contains("\"table\":\"unknown\",\"estimated_rows\":1000");
    }
}
