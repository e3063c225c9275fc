package io.pgford.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadOnlyTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "select 1",
                "(select 1)",
                "with a as (select 1) table a",
                "begin",
                "begin read only",
                "set search_path = shop",
                "set local statement_timeout = 0",
                "copy t to stdout",
                "explain analyze select 1",
                "select read, write from t",
                "reset all",
            })
    void letsAnOnlookerLook(String sql) {
        assertThat(ReadOnly.refusal(sql)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "begin read write",
                "START /* x */ TRANSACTION ISOLATION LEVEL SERIALIZABLE, READ WRITE",
                "set transaction read write",
                "set session characteristics as transaction read write",
                "set default_transaction_read_only = off",
                "SET LOCAL \"transaction_read_only\" TO off",
                "reset default_transaction_read_only",
                "select pg_catalog.set_config('default_transaction_read_only', 'off', false)",
                "select pg_terminate_backend(1)",
                "do $$ begin end $$",
                "call p()",
                "vacuum t",
                "alter system set work_mem = '1GB'",
                "copy t from stdin",
                "copy t to program 'rm x'",
                "copy t to '/etc/x'",
                "insert into t values (1)",
                "truncate t",
            })
    void refusesWhatMayChangeSomething(String sql) {
        assertThat(ReadOnly.refusal(sql)).isPresent();
    }
}
