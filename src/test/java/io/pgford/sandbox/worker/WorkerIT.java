package io.pgford.sandbox.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgford.database.Connections;
import io.pgford.database.Endpoint;
import io.pgford.database.Link;
import io.pgford.database.Pair;
import io.pgford.database.Quote;
import io.pgford.database.Rows;
import io.pgford.database.Secret;
import io.pgford.database.Side;
import io.pgford.pair.PostgresPair;
import io.pgford.problem.Problem;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerIT {
    private static final Worker.Onlooker NOBODY = new Worker.Onlooker(text -> {}, () -> false);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String OWNED =
            "(select min(id) from public.parent where origin like 'worker-%' and name not like 'Till %' and visits > 1)";

    private final PostgresPair servers = PostgresPair.shared();

    @TempDir
    private Path directory;

    private Pair pair;
    private Connections operator;
    private Worker worker;

    @BeforeEach
    void makeTables() throws IOException {
        pair = servers.fresh();
        operator = new Connections(pair);
        worker = new Worker(directory.resolve("sand box").resolve("w".repeat(120)));
        String sample = Files.readString(Path.of("scripts/sample.sql"));
        for (Side side : Side.values()) {
            run(side, sample);
        }
    }

    @AfterEach
    void leaveNothingRunning() {
        try {
            worker.stop(NOBODY);
        } catch (Problem e) {
            assertThat(e.what()).contains("died");
        }
        operator.close();
        servers.drop(pair);
    }

    @Test
    void isCleanWhereNothingIsWrong() {
        Worker.Started started = worker.start(config(2_000), NOBODY);
        assertThat(started.already()).isFalse();
        Report working = await(report -> report.overall().size() > 14);
        assertThat(working.state()).isEqualTo(Report.State.WORKING);
        assertThat(working.connected()).isEqualTo(3);

        Report stopped = worker.stop(NOBODY).orElseThrow();

        assertThat(stopped.verdict().messages()).isEmpty();
        assertThat(stopped.verdict().clean()).isTrue();
        assertThat(stopped.summary()).contains("looked at one by one");
        assertThat(number(Side.OLD, "select count(*) from public.parent where origin like 'worker-%'"))
                .isEqualTo(stopped.parents() + 8);
        assertThat(number(Side.OLD, "select count(*) from public.child")).isEqualTo(stopped.children());
        assertThat(number(Side.OLD, "select count(*) from pg_catalog.pg_stat_activity where application_name = 'shop'"))
                .isZero();
        assertThat(worker.stop(NOBODY)).isEmpty();
        assertThat(worker.status())
                .hasValueSatisfying(report -> assertThat(report.state()).isEqualTo(Report.State.STOPPED));
    }

    @Test
    void startsOnlyOnce() {
        worker.start(config(0), NOBODY);

        Worker.Started again =
                new Worker(directory.resolve("sand box").resolve("w".repeat(120))).start(config(0), NOBODY);

        assertThat(again.already()).isTrue();
        assertProblem(() -> worker.start(config(77), NOBODY), "other settings", "worker stop");
        assertProblem(() -> worker.start(config(0).on(Side.NEW), NOBODY), "already, on old", "worker switch new");
    }

    @Test
    void seesARowThatIsGone() {
        worker.start(config(300), NOBODY);
        await(report -> report.overall().get(0).operations() > 100);

        run(Side.OLD, "delete from public.child where parent_id = " + OWNED);

        await(report -> report.verdict().missing() > 0);
        assertThat(worker.stop(NOBODY).orElseThrow().verdict().clean()).isFalse();
    }

    @Test
    void seesARowThatIsThereTwice() {
        run(Side.OLD, "alter table public.child drop constraint child_pkey");
        worker.start(config(300), NOBODY);
        await(report -> report.overall().get(0).operations() > 100);

        run(Side.OLD, "insert into public.child select * from public.child where parent_id = " + OWNED);

        await(report -> report.verdict().doubled() > 0);
    }

    @Test
    void seesThatAnUpdateIsLost() {
        worker.start(config(300), NOBODY);
        await(report -> report.overall().get(0).operations() > 1_000);

        run(Side.OLD, "update public.parent set visits = 0 where id = " + OWNED);

        await(report -> report.verdict().lostUpdates() > 0);
    }

    @Test
    void addsUpTheSharedCountersAtTheEnd() {
        worker.start(config(0), NOBODY);
        await(report -> report.overall().stream()
                .anyMatch(latency -> latency.what().equals("update shared") && latency.operations() > 100));

        run(Side.OLD, "update public.parent set visits = visits - 3 where name = 'Till 1'");

        assertThat(worker.stop(NOBODY).orElseThrow().verdict().lostUpdates()).isEqualTo(3);
    }

    @Test
    void knowsTheRowsItDoesNotOwnByTheirNumber() {
        worker.start(new WorkerConfig(logins(), Side.OLD, 1, 210_000, 1), NOBODY);

        run(Side.OLD, "delete from public.child where id = (select max(id) - 500 from public.child)");

        Report stopped = worker.stop(NOBODY).orElseThrow();
        assertThat(stopped.filledChildren()).isPositive();
        assertThat(stopped.verdict().missing()).isEqualTo(1);
    }

    @Test
    void goesOnAfterItsConnectionsWereCut() {
        worker.start(config(300), NOBODY);
        await(report -> report.overall().get(0).operations() > 100);

        number(Side.OLD, """
                select count(pg_catalog.pg_terminate_backend(pid)) from pg_catalog.pg_stat_activity
                 where application_name = 'shop'""");

        Report cut = await(report -> report.verdict().errors() >= 3 && report.connected() == 3);
        await(report ->
                report.overall().get(0).operations() > cut.overall().get(0).operations() + 100);
        Verdict verdict = worker.stop(NOBODY).orElseThrow().verdict();
        assertThat(verdict.errors()).isEqualTo(3);
        assertThat(verdict.missing() + verdict.doubled() + verdict.lostUpdates() + verdict.wrongCounts())
                .isZero();
    }

    @Test
    void goesOnWhenTheShellIsKilled() throws IOException {
        Path config = directory.resolve("config.json");
        Files.write(config, WorkerFiles.JSON.writeValueAsBytes(config(0)));
        Process shell = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ShellThatWaits.class.getName(),
                        directory.resolve("sand box").resolve("w".repeat(120)).toString(),
                        config.toString())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader said = shell.inputReader(StandardCharsets.UTF_8)) {
            assertThat(said.readLine()).isEqualTo("started");
        }
        Report before = await(report -> report.connected() == 3);

        shell.destroyForcibly().onExit().join();

        Report after = await(report ->
                report.overall().get(0).operations() > before.overall().get(0).operations() + 100);
        assertThat(after.pid()).isEqualTo(before.pid());
        assertThat(worker.stop(NOBODY).orElseThrow().verdict().clean()).isTrue();
    }

    @Test
    void saysThatItDied() {
        long pid = worker.start(config(0), NOBODY).report().pid();

        ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
        process.destroyForcibly();
        process.onExit().join();

        assertProblem(() -> worker.status(), "died", "worker.log");
        assertProblem(() -> worker.switchTo(Side.NEW, NOBODY), "died", "worker start");
        assertThat(worker.start(config(0), NOBODY).already()).isFalse();
        assertThat(worker.stop(NOBODY).orElseThrow().verdict().clean()).isTrue();
    }

    @Test
    void switchesToTheOtherSideWithoutAnError() {
        // Through new the application moves children to new parents; the foreign key of old would refuse those that are
        // there.
        run(Side.OLD, "alter table public.child drop constraint child_parent_id_fkey");
        worker.start(config(500), NOBODY);
        await(report -> report.overall().get(0).operations() > 100);

        assertProblem(() -> worker.switchTo(Side.NEW, NOBODY), "new shows 0 of 8 rows", "inherit");
        inherit();
        assertProblem(() -> worker.switchTo(Side.NEW, NOBODY), "foreign key on new", "fk off");
        run(Side.NEW, "alter table public.child drop constraint child_parent_id_fkey");
        assertProblem(() -> worker.switchTo(Side.NEW, NOBODY), "sequence of parent on new", "seq sync");
        run(Side.NEW, """
                select pg_catalog.setval('public.parent_id_seq', 1000000);
                select pg_catalog.setval('public.child_id_seq', 1000000)""");

        Report there = worker.switchTo(Side.NEW, NOBODY);

        assertThat(there.side()).isEqualTo(Side.NEW);
        assertThat(there.connected()).isEqualTo(3);
        assertThat(worker.switchTo(Side.NEW, NOBODY).pid()).isEqualTo(there.pid());
        await(report ->
                report.overall().get(0).operations() > there.overall().get(0).operations() + 500);
        assertThat(number(Side.OLD, "select count(*) from pg_catalog.pg_stat_activity where application_name = 'shop'"))
                .isZero();
        Verdict verdict = worker.stop(NOBODY).orElseThrow().verdict();
        assertThat(verdict.messages()).isEmpty();
        assertThat(verdict.clean()).isTrue();
    }

    @Test
    void refusesToStartWhereItCouldNotWork() {
        assertRefused(login("app", new Secret("wrong")), "refused the login of role \"app\"", "password");
        assertRefused(pair, "superuser", "--role app");
        Endpoint nowhere = new Endpoint("127.0.0.1", 1, "shop", "app", Optional.of(password()), java.util.Map.of());
        assertRefused(new Pair(nowhere, nowhere, Optional.empty(), Optional.empty()), "cannot be reached", "running");
        run(Side.OLD, "revoke delete on public.child from app");
        assertRefused(logins(), "permission denied for table child", "schema apply scripts/sample.sql --on old");
        run(Side.OLD, "drop table public.child");
        assertRefused(logins(), "has not got the tables", "schema apply scripts/sample.sql --on old");
    }

    @Test
    void leavesTheSampleAsItIsWhenItIsAppliedAgain() throws IOException {
        run(Side.OLD, "insert into public.parent (name, email, origin) values ('Ada', 'ada@example.org', 'test')");

        run(Side.OLD, Files.readString(Path.of("scripts/sample.sql")));

        assertThat(number(Side.OLD, "select count(*) from public.parent")).isEqualTo(1);
        assertThat(number(Side.OLD, "select count(*) from pg_catalog.pg_trigger where tgname like '%\\_touch'"))
                .isEqualTo(2);
        run(Side.OLD, "set search_path = pg_catalog; update public.parent set visits = 1; reset search_path");
        assertThat(number(Side.OLD, "select count(*) from public.parent where updated_at > created_at"))
                .isEqualTo(1);
    }

    private void inherit() {
        Link link = pair.link();
        run(Side.NEW, """
                create extension postgres_fdw;
                create server old_side foreign data wrapper postgres_fdw
                       options (host '%s', port '%d', dbname '%s', use_remote_estimate 'true');
                create user mapping for app server old_side options (user 'app', password %s);
                create foreign table public.parent_remote () inherits (public.parent)
                       server old_side options (table_name 'parent');
                create foreign table public.child_remote () inherits (public.child)
                       server old_side options (table_name 'child')""".formatted(
                        link.host(),
                        link.port(),
                        pair.oldEnd().database(),
                        Quote.literal(password().reveal())));
    }

    private void assertRefused(Pair logins, String what, String next) {
        assertProblem(() -> worker.start(new WorkerConfig(logins, Side.OLD, 3, 0, 100), NOBODY), what, next);
        assertThat(worker.status()).isEmpty();
    }

    private static void assertProblem(Runnable action, String what, String next) {
        assertThatThrownBy(action::run).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.what()).contains(what);
            assertThat(problem.next()).contains(next);
        });
    }

    private Report await(Predicate<Report> holds) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        Report report = worker.status().orElseThrow();
        while (!holds.test(report)) {
            assertThat(System.nanoTime()).as("%s", report).isLessThan(until);
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            report = worker.status().orElseThrow();
        }
        return report;
    }

    private WorkerConfig config(long fill) {
        return new WorkerConfig(logins(), Side.OLD, 3, fill, 400);
    }

    private Pair logins() {
        return login("app", password());
    }

    private Secret password() {
        return servers.roles().get(PostgresPair.APP);
    }

    private Pair login(String role, Secret password) {
        return new Pair(
                pair.oldEnd().as(role, password), pair.newEnd().as(role, password), Optional.empty(), Optional.empty());
    }

    private void run(Side side, String sql) {
        operator.with(side, connection -> {
            Rows.run(connection, sql);
            return side;
        });
    }

    private long number(Side side, String sql) {
        return operator.with(side, connection -> Rows.number(connection, sql));
    }
}
