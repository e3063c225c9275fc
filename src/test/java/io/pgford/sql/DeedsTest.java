package io.pgford.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeedsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "delete from t | DELETE | t | false",
                "DELETE FROM ONLY shop.\"Order Items\" WHERE id = 1 | DELETE | shop.\"Order Items\" | true",
                "/* a */ update t set a = (select 1 from s where x) | UPDATE | t | false",
                "with d as (delete from t returning *) select * from d where true | DELETE | t | false",
                "with d as materialized (select 1) update only t set a = 1 where b | UPDATE | t | true",
                "explain (analyze) delete from t where a | DELETE | t | true",
                "merge into t using s on a = b when matched then update set x = 1 | MERGE | t | false",
                "insert into t values (1) | INSERT | t | false",
                "insert into t select 1 on conflict (id) do update set a = 1 where t.a = 2 | UPSERT | t | true",
                "truncate only a.t restart identity | TRUNCATE | a.t | false",
                "drop table if exists t cascade | DROP | t | false",
                "alter table if exists only t add column c int, drop column d | DROP_COLUMN | t | false",
                "alter table t alter column c type bigint | RESHAPE | t | false",
                "alter foreign table t_remote no inherit t | RESHAPE | t_remote | false",
                "vacuum (verbose, full) t | REWRITE | t | false",
                "vacuum full analyze t | REWRITE | t | false",
                "cluster t using i | REWRITE | t | false",
            })
    void findsWhatAStatementDoes(String sql, Deed.Kind kind, String name, boolean where) {
        assertThat(Deeds.of(sql)).singleElement().satisfies(deed -> {
            assertThat(deed.kind()).isEqualTo(kind);
            assertThat(deed.name()).isEqualTo(name);
            assertThat(deed.where()).isEqualTo(where);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "select * from t for update",
                "select 'delete from t'",
                "select \"update\" from t",
                "select $$ truncate t $$",
                "explain delete from t",
                "explain (analyze off) delete from t",
                "create rule r as on insert to t do also delete from s",
                "grant delete, update on t to bob",
                "prepare p as delete from t",
                "alter table t alter column c drop default, drop constraint k",
                "alter table t add foreign key (a) references s on delete cascade",
                "vacuum analyze t",
                "lock table t",
            })
    void findsNothingInWhatDoesNothing(String sql) {
        assertThat(Deeds.of(sql)).isEmpty();
    }

    @Test
    void findsAllThatAreNamed() {
        assertThat(Deeds.of("truncate table a, only b *, \"c d\".e cascade"))
                .extracting(Deed::name)
                .containsExactly("a", "b", "\"c d\".e");
        assertThat(Deeds.of("drop materialized view x, y"))
                .extracting(Deed::object)
                .containsExactly("materialized view", "materialized view");
        assertThat(Deeds.of("with a as (delete from x where b), c as (update y set d = 1) insert into z select 1"))
                .extracting(Deed::kind)
                .containsExactly(Deed.Kind.DELETE, Deed.Kind.UPDATE, Deed.Kind.INSERT);
    }
}
