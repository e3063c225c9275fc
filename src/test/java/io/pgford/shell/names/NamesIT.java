package io.pgford.shell.names;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgford.database.Connections;
import io.pgford.database.Pair;
import io.pgford.database.Rows;
import io.pgford.database.Side;
import io.pgford.pair.PostgresPair;
import io.pgford.shell.TestShell;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class NamesIT {
    private static final int MANY = 20_000;

    private final Pair pair = PostgresPair.shared().fresh();

    private static Names await(NameCache cache, String table) throws InterruptedException {
        Instant end = Instant.now().plus(Duration.ofMinutes(3));
        while (cache.on(Side.OLD).relation(List.of(table)).isEmpty()) {
            assertThat(Instant.now()).isBefore(end);
            cache.refresh();
            Thread.sleep(50);
        }
        return cache.on(Side.OLD);
    }

    @Test
    void knowsWhatIsThere() throws Exception {
        try (TestShell shell = TestShell.on(pair)) {
            shell.mustRun("create table parent(id int primary key, \"Odd \"\"Name\" text, gone int);"
                    + "alter table parent drop column gone;"
                    + "create schema \"My Shop\"; create table \"My Shop\".child(parent_id int references parent);"
                    + "create view seen as select 1 as one;"
                    + "create function harmless() returns int language sql immutable as 'select 1';"
                    + "create function harmful() returns int language sql as 'select 1';");
            NameCache cache = shell.bean(NameCache.class);
            Names names = await(cache, "parent");
            Relation parent = names.relation(List.of("parent")).orElseThrow();
            assertThat(parent.columns()).containsExactly("id", "Odd \"Name");
            Relation child = names.relation(List.of("My Shop", "child")).orElseThrow();
            assertThat(names.written(child)).isEqualTo("\"My Shop\".child");
            assertThat(names.relation(List.of("child"))).isEmpty();
            assertThat(names.between(parent, child))
                    .singleElement()
                    .satisfies(key -> assertThat(key.columns()).containsExactly("parent_id"));
            assertThat(names.relation(List.of("seen")).orElseThrow().kind()).isEqualTo('v');
            assertThat(names.isHarmless("harmless")).isTrue();
            assertThat(names.isHarmless("harmful")).isFalse();
            assertThat(names.isHarmless("nextval")).isFalse();
            assertThat(names.isHarmless("count")).isTrue();
            assertThat(names.keywords().isReserved("select")).isTrue();
            assertThat(names.schemas()).contains("My Shop", "public").doesNotContain("pg_toast");
            assertThat(names.settings()).anyMatch(setting -> setting.name().equals("work_mem"));
            assertThat(shell.run("select * from paernt;").err()).contains("Did you mean parent?");
            assertThat(shell.run("select * from child;").err()).contains("Did you mean \"My Shop\".child?");
            assertThat(shell.run("select * from \"My Shop\".kid;").err()).doesNotContain("Did you mean");
        }
    }

    @Test
    void holdsTwentyThousandTablesAndAnswersWhileItReads() throws Exception {
        try (TestShell shell = TestShell.on(pair)) {
            Connections connections = shell.workbench().connections();
            // In portions: each table created in a transaction holds a lock until its end.
            for (int from = 0; from < MANY; from += 2_000) {
                int first = from;
                connections.with(Side.OLD, connection -> {
                    Rows.run(
                            connection,
                            "DO $$ BEGIN FOR i IN " + (first + 1) + ".." + (first + 2_000)
                                    + " LOOP EXECUTE 'CREATE TABLE many_' || i || ' (id int, payload_' || i || ' text)';"
                                    + " END LOOP; END $$");
                    return 0;
                });
            }
            NameCache cache = shell.bean(NameCache.class);
            cache.refresh();
            assertThat(cache.on(Side.OLD).relations())
                    .as("asked at once, it answers at once")
                    .isEmpty();
            Names names = await(cache, "many_20000");
            assertThat(names.relations().stream()
                            .filter(relation -> relation.name().startsWith("many_")))
                    .hasSize(MANY);
            assertThat(names.relation(List.of("many_19999")).orElseThrow().columns())
                    .containsExactly("id", "payload_19999");
            cache.stale();
            cache.refresh();
            assertThat(cache.on(Side.OLD))
                    .as("the old answer, until the new one is there")
                    .isSameAs(names);
        }
    }
}
