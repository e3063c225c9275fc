package io.pgford.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgford.problem.Exit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code \gset}, {@code \gexec} and {@code \gdesc}, in this process. */
class UsedResultIT extends OnAShell {
    private String value(String statement) {
        return shell.mustRun(statement).out().strip();
    }

    @Test
    void makesTheOnlyRowVariables() {
        assertThat(shell.mustRun("select 7 as n, 'it''s' as \"word\", 'Order Items' as t \\gset")
                        .out())
                .isEmpty();
        assertThat(value("select :n + 1, :'word', ':n', $$:n$$, '8'::int /* :n */"))
                .isEqualTo("8,it's,:n,:n,8");
        shell.mustRun("create table :\"t\" (id int);");
        assertThat(value("select relname from pg_class where relname = :'t';")).isEqualTo("Order Items");
        shell.mustRun("select 1 as n,\n 2 as word\n\\gset p_");
        assertThat(value("\\echo :n :p_n:p_word ':n' there")).isEqualTo("7 12 :n there");
        shell.mustRun("select null::text as n \\gset");
        assertThat(shell.run("select :n").exit()).isEqualTo(Exit.FAILED);
        shell.mustRun("select 5 as again", "\\gset");
        assertThat(value("select :again")).isEqualTo("5");
        assertThat(shell.mustRun("\\set").out()).contains("p_word");
        shell.mustRun("@new select current_setting('server_version_num') as version \\gset new_");
        shell.mustRun("insert into \"Order Items\" values (3) returning id as inserted \\gset");
        assertThat(value("select :inserted, :new_version::int / 10000")).startsWith("3,");
    }

    @Test
    void aVariableMayHoldSeveralStatementsAndEachIsJudged() {
        shell.mustRun("\\set two 'select 1; select 2'", "\\set explain 'explain (costs off)'", "create table kept ()");
        assertThat(value(":two + 10;")).isEqualTo("1\n12");
        assertThat(value(":explain\nselect 1;")).isEqualTo("Result");
        try (TestShell onlooker = TestShell.with(pair, Map.of("read-only", "true"))) {
            assertThat(onlooker.run("\\set x '1; set transaction read write; drop table kept'", "select :x")
                            .err())
                    .contains("read-only");
        }
        assertThat(value("select to_regclass('kept')")).isEqualTo("kept");
    }

    @Test
    void setsNothingWhereThereIsNoOneRow() {
        assertThat(shell.run("select 1 as gone where false \\gset").err())
                .contains("No row came: \\gset takes exactly one");
        assertThat(shell.run("select g as gone from generate_series(1, 100000) as g \\gset")
                        .err())
                .contains("More than one row came");
        assertThat(shell.run("select 1 as gone, 2 \\gset").err()).contains("\"?column?\" can be no variable");
        assertThat(shell.run("@both select 1 as gone \\gset").err()).contains("\\gset takes the row of one side");
        assertThat(shell.run("copy (select 1) to stdout \\gset").err()).contains("COPY gives none");
        assertThat(shell.mustRun("create table made () \\gset").err())
                .contains("\\gset has set nothing", "CREATE TABLE");
        assertThat(value("select :{?gone}")).isEqualTo("f");
        shell.mustRun("begin;");
        assertThat(shell.run("select g as gone from generate_series(1, 3) as g \\gset")
                        .exit())
                .isEqualTo(Exit.FAILED);
        assertThat(value("select 'the transaction lives'")).contains("lives");
    }

    @Test
    void runsWhatAQueryGives() {
        shell.mustRun("select format('create table %I (id int)', n), format('insert into %I values (1), (2)', n), null"
                + " from unnest(array['t1', 'T 😀']) as n \\gexec");
        assertThat(value("select count(*) from \"T 😀\"")).isEqualTo("2");
        assertThat(shell.mustRun("select 'select 1; select '';'' -- end' \\gexec")
                        .out())
                .isEqualTo("1\n;\n");
        shell.mustRun("@new select 'create table only_new ()' \\gexec");
        assertThat(value("@new select count(*) from only_new")).isEqualTo("0");
        assertThat(shell.run("select count(*) from only_new").exit()).isEqualTo(Exit.FAILED);
        shell.mustRun(
                "@both select 'create table both_' || left(current_setting('server_version'), 2) || ' ()' \\gexec");
        TestShell.Result failed =
                shell.run("select unnest(array['create table u1 ()', 'selec 1', 'create table u2 ()']) \\gexec");
        assertThat(failed.exit()).isEqualTo(Exit.FAILED);
        assertThat(failed.err()).contains("syntax error at or near \"selec\"", "statement 2 of 3 of \\gexec: selec 1");
        assertThat(value("select to_regclass('u1'), to_regclass('u2') is null")).isEqualTo("u1,t");
        assertThat(shell.run("select 'copy t1 from stdin' \\gexec").err()).contains("cannot run COPY … FROM stdin");
        assertThat(shell.run("select '\\d' \\gexec").err()).contains("syntax error");
        assertThat(shell.run("select 'alter role x password ''hush''' \\gexec").err())
                .doesNotContain("hush");
    }

    @Test
    void asksAnOnlookerToRunNothing() {
        shell.mustRun("create table kept (id int);");
        try (TestShell onlooker = TestShell.with(pair, Map.of("read-only", "true"))) {
            assertThat(onlooker.run("select 'drop table kept' \\gexec").err()).contains("read-only");
            assertThat(onlooker.run("select 'begin read write; drop table kept; commit' \\gexec")
                            .exit())
                    .isEqualTo(Exit.FAILED);
        }
        assertThat(value("select count(*) from kept")).isEqualTo("0");
    }

    @Test
    void stopsAScriptAtTheFirstFailure() throws Exception {
        Path script = folder.resolve("script.pgford");
        Files.writeString(script, """
                select 41 as n \\gset
                select 'create table a' || :n || ' ()', 'selec', 'create table never ()'
                \\gexec
                create table never_either ();
                """);
        TestShell.Result result = shell.run("play " + script);
        assertThat(result.exit()).isNotEqualTo(Exit.DONE);
        assertThat(result.text()).contains("syntax error", "statement 2 of 3");
        assertThat(value("select to_regclass('a41'), to_regclass('never'), to_regclass('never_either')"))
                .isEqualTo("a41,,");
    }

    @Test
    void tellsTypesAndRunsNothing() {
        shell.mustRun("create table t (id int primary key, name varchar(7), price numeric(9, 2));");
        assertThat(value("insert into t values (1) returning *, now() as \"it's\" \\gdesc"))
                .isEqualTo(
                        "id,integer\nname,character varying(7)\nprice,\"numeric(9,2)\"\nit's,timestamp with time zone");
        assertThat(value("select count(*) from t")).isEqualTo("0");
        assertThat(shell.mustRun("drop table t \\gdesc").err()).contains("has no result");
        assertThat(value("show work_mem \\gdesc")).isEqualTo("work_mem,text");
        assertThat(shell.run("select id from t where id = $1 \\gdesc").err()).contains("with parameters such as $1");
        assertThat(shell.run("select id from t where id = $1").err()).contains("there is no parameter $1");
        assertThat(shell.run("delete from t where id = $1").err()).contains("there is no parameter $1");
        shell.mustRun("prepare one as select $1::int", "execute one(3)");
        shell.mustRun("select name from t");
        assertThat(value("\\gdesc")).isEqualTo("name,character varying(7)");
        assertThat(shell.run("select nosuch from t \\gdesc").err()).contains("column \"nosuch\" does not exist");
    }
}
