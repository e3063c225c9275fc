package io.pgford.shell.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BelongingsTest {
    @Test
    void remembersWhatEndsWithTheSession() {
        Belongings held = new Belongings();
        held.note("set search_path = a");
        held.note("SET SESSION work_mem TO '1GB'");
        held.note("set local statement_timeout = 1");
        held.note("set transaction read only");
        held.note("create temp table if not exists \"T 1\"(id int)");
        held.note("prepare p as select 1");
        held.note("listen c");
        held.note("select pg_advisory_lock(1)");
        held.note("select 'set x = 1'");
        assertThat(held.list())
                .isEqualTo(
                        "setting search_path, setting work_mem, temporary table T 1, prepared statement p, channel c,"
                                + " advisory locks");
    }

    @Test
    void forgetsWhatWasGivenUp() {
        Belongings held = new Belongings();
        held.note("set search_path = a");
        held.note("create temporary table t(id int)");
        held.note("reset search_path");
        held.note("drop table t");
        assertThat(held.isEmpty()).isTrue();
        held.note("set work_mem = 1");
        held.note("discard all");
        assertThat(held.isEmpty()).isTrue();
    }
}
