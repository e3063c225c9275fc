package io.pgford.shell.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgford.database.Side;
import io.pgford.script.Vocabulary;
import io.pgford.shell.TestShell;
import io.pgford.shell.names.TestNames;
import io.pgford.shell.registry.Catalogue;
import io.pgford.shell.settings.Macros;
import io.pgford.shell.settings.Preferences;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompletionTest {
    private static TestShell shell;
    private static Completion completion;

    @BeforeAll
    static void open() {
        shell = TestShell.withoutPair();
        completion = new Completion(
                shell.bean(Catalogue.class),
                shell.bean(Vocabulary.class),
                shell.bean(Macros.class),
                shell.bean(Preferences.class),
                side -> side == Side.OLD ? TestNames.shop() : TestNames.empty("on_new"));
    }

    @AfterAll
    static void close() {
        shell.close();
    }

    /** What is offered at the mark {@code |}, or at the end, as far as it fits what is typed. */
    private static List<String> at(String marked) {
        int mark = marked.indexOf('|');
        String text = marked.replace("|", "");
        int cursor = mark < 0 ? text.length() : mark;
        Cursor word = Cursor.in(new io.pgford.script.ScriptParser(shell.bean(Vocabulary.class)), text, cursor);
        return completion.at(text, cursor, Side.OLD).matching(word.word()).stream()
                .map(Offer::text)
                .toList();
    }

    @Test
    void offersCommandsAndStatementsAtFirst() {
        assertThat(at("")).contains("connect", "record", "help").doesNotContain("select");
        assertThat(at("se")).contains("select", "set", "seq");
        assertThat(at("SE")).contains("SELECT");
        assertThat(at("@old SE")).contains("SELECT").doesNotContain("seq");
        assertThat(at("\\")).contains("\\d", "\\x", "\\set", "\\e");
        assertThat(at("@")).containsExactly("@old", "@new", "@both");
    }

    @Test
    void offersTheNextWordOfACommand() {
        assertThat(at("record ")).containsExactly("start", "stop");
        assertThat(at("record st")).containsExactly("start", "stop");
        assertThat(at("select 1;\nrecord ")).containsExactly("start", "stop");
        assertThat(at("select 1; record ")).containsExactly("start", "stop");
    }

    @Test
    void offersOptionsOnceAndTheirValues() {
        assertThat(at("history -")).containsExactly("--last", "--json", "--help");
        assertThat(at("history --last 5 -")).containsExactly("--json", "--help");
        assertThat(at("use ")).containsExactly("old", "new");
        assertThat(at("use old ")).isEmpty();
        assertThat(at("connect ")).containsExactly("old", "new");
        assertThat(at("help rec")).contains("record start");
        assertThat(at("move ord")).containsExactly("\"Order Items\"", "\"order\"");
        assertThat(at("move \"Order I")).containsExactly("\"Order Items\"");
    }

    @Test
    void offersFilesWhereAFileIsNamed() {
        assertThat(completion.at("play ", 5, Side.OLD).files()).isTrue();
        assertThat(completion.at("\\i ", 3, Side.OLD).files()).isTrue();
        assertThat(completion.at("record start ", 13, Side.OLD).files()).isTrue();
    }

    @Test
    void offersTheTablesOfTheSideTheStatementGoesTo() {
        assertThat(at("select * from "))
                .containsExactly("\"Order Items\"", "\"order\"", "child", "parent", "shop.stock", "public.", "shop.");
        assertThat(at("@new select * from ")).contains("on_new").doesNotContain("parent");
        assertThat(at("\\d par")).containsExactly("parent");
        assertThat(at("select *\nfrom par")).containsExactly("parent");
        assertThat(at("select * from parent wh")).contains("where");
        assertThat(at("select * from shop.")).containsExactly("stock");
        assertThat(at("delete from ch")).containsExactly("child");
        assertThat(at("insert into ch")).containsExactly("child");
        assertThat(at("update pa")).containsExactly("parent");
        assertThat(at("alter table pa")).containsExactly("parent");
        assertThat(at("select * from items")).containsExactly("\"Order Items\"");
        assertThat(at("select * from \"Order I")).containsExactly("\"Order Items\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "select | from parent; name,id,born",
                "select p.| from parent p; id,name,born",
                "select n| from parent; name",
                "select * from parent p where p.n; name",
                "select * from parent p where p.born > now() and p.|; id,name,born",
                "select * from child c join parent p on c.parent_id = p.|; id,name,born",
                "update parent set n| where id = 1; name",
                "insert into child (| ; id,parent_id,label",
                "insert into child (id, l; label",
                "with big as (select id, name as title from parent) select b.| from big b; id,title",
                "with big (a, b) as (select 1, 2) select * from big where big.|; a,b",
                "with big as (select * from parent) select big.| from big; id,name,born",
                "select s.| from (select id, count(*) as many from child group by id) s; id,many",
                "select * from parent p where exists (select from child c where c.parent_id = p.|); id,name,born",
                "select * from shop.stock where stock.|; article",
                "select 1 union select pa| from child; parent_id",
                "delete from child using parent where parent.|; id,name,born",
                "select * from child order by la; label",
                "create index on child (la; label",
                "explain analyze select pa| from child; parent_id",
                "alter table child drop column la; label",
                "select x.n| from parent x, child y; name"
            })
    void offersTheColumnsOfTheStatement(String marked, String columns) {
        assertThat(at(marked.strip())).contains(columns.strip().split(","));
    }

    @Test
    void offersNothingOfOtherTables() {
        assertThat(at("select p.| from parent p, child c")).containsExactly("id", "name", "born");
        assertThat(at("select parent_| from parent")).isEmpty();
        assertThat(at("select * from parent where name = 'la")).isEmpty();
    }

    @Test
    void offersTheConditionOfTheForeignKey() {
        assertThat(at("select * from parent p join child c on "))
                .startsWith("c.parent_id = p.id")
                .contains("c.", "p.");
        assertThat(at("select * from child join parent on ")).startsWith("child.parent_id = parent.id");
        assertThat(at("select * from child join parent on | where true")).startsWith("child.parent_id = parent.id");
    }

    @Test
    void offersTheStatementsOwnTables() {
        assertThat(at("with recent as (select 1) select * from rec")).containsExactly("recent");
    }

    @Test
    void offersSettingsRolesSchemasAndFunctions() {
        assertThat(at("set work")).containsExactly("work_mem");
        assertThat(at("show work")).containsExactly("work_mem");
        assertThat(at("set local work")).containsExactly("work_mem");
        assertThat(at("set enable_seqscan to ")).containsExactly("on", "off", "default");
        assertThat(at("set role ")).containsExactly("app", "\"Über Chef\"");
        assertThat(at("alter table child owner to a")).containsExactly("app");
        assertThat(at("grant select on child to a")).containsExactly("app");
        assertThat(at("set search_path to ")).contains("public", "shop");
        assertThat(at("drop schema sh")).containsExactly("shop");
        assertThat(at("select up")).contains("upper(");
        assertThat(at("select id::int")).contains("integer");
        assertThat(at("\\set shell.th")).containsExactly("shell.theme");
        assertThat(at("\\set shell.theme ")).containsExactly("auto", "dark", "light", "none");
    }

    @Test
    void knowsColumnsThatAreKeywords() {
        assertThat(at("select * from \"order\" o where o.\"us")).containsExactly("\"user\"");
        assertThat(at("select o.| from \"order\" o")).containsExactly("id", "\"user\"", "type");
    }

    @Test
    void offersNothingBehindWhatItDoesNotKnow() {
        assertThat(at("frobnicate ")).isEmpty();
    }

    @Test
    void answersForAnyText() {
        for (String odd : List.of(
                "select (((((",
                "select ') from",
                "@old",
                "@nowhere select ",
                "select . from .",
                "((",
                "\"",
                "$$",
                "with",
                "join on",
                "\\")) {
            assertThat(at(odd)).isNotNull();
        }
    }
}
