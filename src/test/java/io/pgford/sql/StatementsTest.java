package io.pgford.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatementsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "select 1 ~ QUERY",
                "/* a */ (((select 1))) ~ QUERY",
                "select 1 into t ~ DEFINITION",
                "select 1 as \"into\" ~ QUERY",
                "select (select 1) from t for update ~ QUERY",
                "values (1) ~ QUERY",
                "table t ~ QUERY",
                "show all ~ QUERY",
                "with x as (select 1) select * from x ~ QUERY",
                "with x as (delete from t returning *) select * from x ~ CHANGE",
                "with x as not materialized (update t set a = 1 returning *) table x ~ CHANGE",
                "with recursive x(n) as (select 1) delete from t using x ~ CHANGE",
                "with delete as (select 1) select * from delete ~ QUERY",
                "with a as (select 1), update(x) as (select 2) select 'delete' ~ QUERY",
                "with x as (select 1) search depth first by id set o delete from t ~ CHANGE",
                "with x as (select 1) (select 2) ~ QUERY",
                "with x as (select 1) select 1 into t ~ DEFINITION",
                "insert into t values (1) on conflict do nothing ~ CHANGE",
                "MERGE into t using s on true when matched then delete ~ CHANGE",
                "truncate t ~ CHANGE",
                "explain delete from t ~ QUERY",
                "explain analyze verbose delete from t ~ CHANGE",
                "explain (analyze, buffers) select 1 ~ QUERY",
                "explain (verbose, analyze) with x as (delete from t) select 1 ~ CHANGE",
                "explain (analyze off) delete from t ~ QUERY",
                "explain analyze create table t as select 1 ~ DEFINITION",
                "create table t () ~ DEFINITION",
                "grant select on t to app ~ DEFINITION",
                "import foreign schema public from server s into r ~ DEFINITION",
                "begin ~ TRANSACTION",
                "rollback to s ~ TRANSACTION",
                "prepare transaction 'x' ~ TRANSACTION",
                "prepare x as delete from t ~ OTHER",
                "copy t from stdin ~ COPY_IN",
                "copy \"from\" (a, b) from STDIN with (format csv) ~ COPY_IN",
                "copy (select 1 from t) to stdout ~ COPY_OUT",
                "copy t from stdout ~ COPY_IN",
                "copy t to stdin ~ COPY_OUT",
                "copy t from '/tmp/f' ~ CHANGE",
                "copy t to '/tmp/f' ~ OTHER",
                "set work_mem = 1 ~ OTHER",
                "vacuum ~ OTHER",
                "'' ~ OTHER",
                "( ~ OTHER",
            })
    void tellsKinds(String sql, StatementKind kind) {
        assertThat(Statements.kind(sql)).isEqualTo(kind);
    }
}
