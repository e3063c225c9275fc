package io.pgford.shell.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgford.script.Vocabulary;
import io.pgford.shell.names.TestNames;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HarmlessTest {
    private final Harmless harmless =
            new Harmless(Vocabulary.of(List.of("status", "move", "fdw status", "cleanup")), TestNames::shop);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select 1;",
                "@both select count(*) from parent where name in ('a') and (id > 1);",
                "with a (x) as (select 1) select upper(x) from a;",
                "status",
                "fdw status",
                "\\d parent",
                "expect 1 select 1;",
                "explain delete from parent;"
            })
    void suggestsWhatOnlyLooks(String line) {
        assertThat(harmless.line(line)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "delete from parent;",
                "with gone as (delete from parent returning *) select * from gone;",
                "explain analyze delete from parent;",
                "select nextval('s');",
                "select pg_terminate_backend(7);",
                "select upper(a), \"Drop It\"() from b;",
                "select * from parent for update;",
                "select * into copy from parent;",
                "move all",
                "cleanup",
                "select 1; delete from parent;",
                "\\i file.sql",
                "do $$ begin end $$;",
                "statsu"
            })
    void keepsQuietAboutWhatChangesAnything(String line) {
        assertThat(harmless.line(line)).isFalse();
    }
}
