package io.pgford.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgford.database.Pair;
import io.pgford.database.Secret;
import io.pgford.pair.PostgresPair;
import io.pgford.problem.Exit;
import io.pgford.shell.TestShell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A crossing that was recorded by hand crosses again, on another pair, by being played. */
class RecordReplayIT {
    private static final String FAMILIES =
            "select count(*) from public.parent p join public.child c on c.parent_id = p.id";

    private final PostgresPair servers = PostgresPair.shared();
    private final List<Pair> used = new ArrayList<>();

    @TempDir
    private Path folder;

    @AfterEach
    void drop() {
        used.forEach(servers::drop);
    }

    private TestShell shell() {
        Pair pair = servers.fresh();
        used.add(pair);
        return TestShell.on(pair, servers.roles());
    }

    @Test
    void aRecordedCrossingPlaysOnAFreshPair() throws IOException {
        Path recording = folder.resolve("our night.pgford");
        try (TestShell shell = shell()) {
            shell.mustRun(
                    "record start \"" + recording + "\"",
                    "schema apply scripts/sample.sql --on old",
                    """
                    @old insert into public.parent (name, email, origin)
                    select 'It''s ' || n || '; no end', n || '@example.org', 'recorded'
                      from generate_series(1, 50) n;""",
                    """
                    @old insert into public.child (parent_id, product, origin)
                    select id, $$a ; b$$, 'recorded' from public.parent, generate_series(1, 4);""",
                    "fdw init --dry-run",
                    "fdw init",
                    "schema apply scripts/sample.sql --on new",
                    "inherit");
            // What went wrong and what held a secret stays in the file, and is not run again.
            assertThat(shell.run("move nosuch").exit()).isNotEqualTo(Exit.DONE);
            assertThat(shell.run("alter role nobody_here password 'hush-hush'").exit())
                    .isEqualTo(Exit.FAILED);
            shell.mustRun(
                    "do $$ begin perform 'ALTER ROLE x PASSWORD ''hush-hush'''; end $$",
                    "use new",
                    "create user mapping for public server " + server(shell) + " options (password 'hush-hush')",
                    "drop user mapping if exists for public server " + server(shell),
                    "fk off",
                    "seq sync",
                    "move all --batch 20",
                    "fk on",
                    "expect 200 @new " + FAMILIES,
                    "cleanup",
                    "record stop");
        }
        String text = Files.readString(recording);
        assertThat(text)
                .contains("move all --batch 20")
                .contains("# move nosuch")
                .doesNotContain("hush-hush");
        for (Secret secret : servers.roles().values()) {
            assertThat(text).doesNotContain(secret.reveal());
        }

        try (TestShell fresh = shell()) {
            TestShell.Result played = fresh.run("play \"" + recording + "\"");
            assertThat(played.text()).contains("played, all as expected");
            assertThat(played.exit()).isEqualTo(Exit.DONE);
            assertThat(fresh.mustRun("@new " + FAMILIES).out()).contains("200");
            assertThat(fresh.mustRun("@old select count(*) as left_behind from public.child")
                            .out())
                    .contains(" 0\n");
            assertThat(fresh.mustRun("status").out()).contains("all rows are on new");
        }
    }

    private static String server(TestShell shell) {
        String out = shell.mustRun("@new select srvname as name from pg_catalog.pg_foreign_server")
                .out();
        return out.lines().skip(2).findFirst().orElseThrow().strip();
    }

    @Test
    void aPlayedRecordingStopsAtItsFirstFailureAndNamesTheLine() throws IOException {
        Path recording = folder.resolve("once.pgford");
        try (TestShell shell = shell()) {
            shell.mustRun(
                    "record start " + recording,
                    "create table only_once (id int)",
                    "insert into only_once values (1)",
                    "record stop");
            TestShell.Result again = shell.run("play " + recording);
            assertThat(again.exit()).isEqualTo(Exit.FAILED);
            assertThat(again.err()).contains("once.pgford:3", "already exists");
            assertThat(shell.mustRun("select count(*) from only_once").out()).contains(" 1\n");

            Path second = folder.resolve("second.pgford");
            shell.mustRun("record start " + second);
            assertThat(shell.run("play " + recording).exit()).isEqualTo(Exit.FAILED);
            shell.mustRun("record stop");
            assertThat(Files.readString(second)).contains("# failed: ", "# create table only_once (id int);");
        }
    }
}
