package io.pgford.shell.describe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgford.command.Answer;
import io.pgford.database.Connections;
import io.pgford.database.Pair;
import io.pgford.database.Rows;
import io.pgford.database.Side;
import io.pgford.pair.PostgresPair;
import io.pgford.problem.Exit;
import io.pgford.problem.Problem;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DescribeIT {
    private static final Map<Side, Connection> CONNECTIONS = new EnumMap<>(Side.class);

    private static final PostgresPair SERVERS = PostgresPair.shared();

    private static Pair pair;

    @BeforeAll
    static void connect() throws SQLException {
        pair = SERVERS.fresh();
        try (Connections connections = new Connections(pair)) {
            for (Side side : Side.values()) {
                CONNECTIONS.put(side, connections.open(side, "test"));
            }
        }
        for (Connection connection : CONNECTIONS.values()) {
            Rows.run(connection, SCHEMA);
        }
    }

    @AfterAll
    static void disconnect() throws SQLException {
        for (Connection connection : CONNECTIONS.values()) {
            Rows.run(connection, "DROP ROLE describer");
        }
        for (Connection connection : CONNECTIONS.values()) {
            connection.close();
        }
        SERVERS.drop(pair);
    }

    private static final String SCHEMA = """
            CREATE SCHEMA describe;
            SET search_path = describe;
            CREATE EXTENSION postgres_fdw;
            CREATE SERVER hill FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host 'db', dbname 'it''s');
            CREATE USER MAPPING FOR CURRENT_USER SERVER hill OPTIONS (user 'app', password 'hush');
            CREATE TABLE parent (
              id serial PRIMARY KEY,
              name text COLLATE "C" NOT NULL UNIQUE,
              born timestamptz DEFAULT now(),
              CHECK (name <> ''));
            COMMENT ON TABLE parent IS 'those who have children';
            CREATE TABLE "Order Items" (
              id bigint GENERATED ALWAYS AS IDENTITY,
              parent_id int REFERENCES parent ON DELETE CASCADE,
              "a ""b"" 😀" int);
            CREATE INDEX ON "Order Items" (parent_id) WHERE id > 5;
            CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
            CREATE TRIGGER touched BEFORE UPDATE ON parent FOR EACH ROW EXECUTE PROCEDURE touch();
            CREATE FOREIGN TABLE parent_remote (id int OPTIONS (column_name 'nr')) INHERITS (parent)
              SERVER hill OPTIONS (table_name 'parent');
            CREATE VIEW names AS SELECT name FROM parent;
            CREATE MATERIALIZED VIEW kept AS SELECT 1 AS one;
            CREATE TABLE parted (id int) PARTITION BY LIST (id);
            CREATE TABLE parted_1 PARTITION OF parted FOR VALUES IN (1);
            GRANT SELECT ON parent TO PUBLIC;
            CREATE TYPE mood AS ENUM ('sad', 'happy');
            CREATE DOMAIN positive AS int CHECK (VALUE > 0);
            CREATE FUNCTION note() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN END $$;
            CREATE EVENT TRIGGER on_ddl ON ddl_command_end EXECUTE PROCEDURE note();
            ALTER EVENT TRIGGER on_ddl DISABLE;
            CREATE PUBLICATION published FOR TABLE "Order Items";
            CREATE STATISTICS together ON born, name FROM parent;
            CREATE COLLATION mine FROM "C";
            COMMENT ON TRIGGER touched ON parent IS 'why';
            ALTER DEFAULT PRIVILEGES IN SCHEMA describe GRANT SELECT ON TABLES TO PUBLIC;
            SELECT lo_create(4711);
            DO $$ BEGIN CREATE ROLE describer; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
            ALTER ROLE describer SET work_mem = '5MB';
            """;

    private static Answer run(Side side, String line) throws SQLException {
        return Describe.run(CONNECTIONS.get(side), line);
    }

    private static Answer.Grid grid(Answer answer, String name) {
        return answer.parts().stream()
                .filter(part -> part instanceof Answer.Grid grid && grid.name().equals(name))
                .map(part -> (Answer.Grid) part)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no grid " + name + " in " + answer));
    }

    private static List<Object> column(Answer.Grid grid, String name) {
        int index = grid.columns().indexOf(name);
        List<Object> values = new ArrayList<>();
        grid.rows().forEach(row -> values.add(row.get(index)));
        return values;
    }

    private static List<Object> names(Side side, String line, String grid) throws SQLException {
        return column(grid(run(side, line), grid), "name");
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void listsRelations(Side side) throws SQLException {
        assertThat(names(side, "\\d", "relations"))
                .containsExactly(
                        "Order Items",
                        "Order Items_id_seq",
                        "kept",
                        "names",
                        "parent",
                        "parent_id_seq",
                        "parent_remote",
                        "parted",
                        "parted_1");
        assertThat(names(side, "\\dt", "relations")).containsExactly("Order Items", "parent", "parted", "parted_1");
        assertThat(names(side, "\\dvm", "relations")).containsExactly("kept", "names");
        assertThat(names(side, "\\dE+", "relations")).containsExactly("parent_remote");
        assertThat(names(side, "\\ds describe.par*", "relations")).containsExactly("parent_id_seq");
        Answer.Grid indexes = grid(run(side, "\\di"), "relations");
        assertThat(column(indexes, "table")).contains("Order Items", "parent");
        assertThat(column(grid(run(side, "\\dt+ parent"), "relations"), "description"))
                .containsExactly("those who have children");
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void understandsPatterns(Side side) throws SQLException {
        assertThat(names(side, "\\dt PARENT;", "relations")).containsExactly("parent");
        assertThat(names(side, "\\dt \"Order Items\"", "relations")).containsExactly("Order Items");
        assertThat(names(side, "\\dt describe.\"Order\"*", "relations")).containsExactly("Order Items");
        assertThat(names(side, "\\dt part?d", "relations")).containsExactly("parted");
        assertThat(names(side, "\\dt pg_catalog.pg_class", "relations")).containsExactly("pg_class");
        assertThat(names(side, "\\dtS pg_class", "relations")).containsExactly("pg_class");
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void describesATable(Side side) throws SQLException {
        Answer answer = run(side, "\\d parent");
        Answer.Grid columns = grid(answer, "columns");
        assertThat(columns.title()).isEqualTo("Table describe.parent");
        assertThat(columns.columns()).containsExactly("column", "type", "collation", "nullable", "default");
        assertThat(columns.rows().get(1)).containsExactly("name", "text", "C", "not null", null);
        assertThat(columns.rows().get(2)).containsExactly("born", "timestamp with time zone", null, "", "now()");
        assertThat(grid(answer, "indexes").rows())
                .containsExactly(
                        List.of("parent_pkey", "primary key", "btree (id)"),
                        List.of("parent_name_key", "unique constraint", "btree (name)"));
        assertThat(grid(answer, "check_constraints").rows())
                .containsExactly(List.of("parent_name_check", "CHECK (name <> ''::text)"));
        assertThat(grid(answer, "referenced_by").rows().get(0).get(0)).isEqualTo("\"Order Items\"");
        assertThat(grid(answer, "triggers").rows().get(0)).startsWith("touched", "enabled");
        assertThat(grid(answer, "child_tables").rows().get(0)).startsWith("parent_remote", "foreign table");
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void describesOddNames(Side side) throws SQLException {
        Answer answer = run(side, "\\d+ \"Order Items\"");
        assertThat(column(grid(answer, "columns"), "column")).containsExactly("id", "parent_id", "a \"b\" 😀");
        assertThat(column(grid(answer, "columns"), "default").get(0)).isEqualTo("generated always as identity");
        assertThat(grid(answer, "foreign_keys").rows().get(0).get(1))
                .isEqualTo("FOREIGN KEY (parent_id) REFERENCES parent(id) ON DELETE CASCADE");
        assertThat(grid(answer, "indexes").rows().get(0).get(2)).isEqualTo("btree (parent_id) WHERE id > 5");
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void describesForeignTables(Side side) throws SQLException {
        Answer answer = run(side, "\\d parent_remote");
        assertThat(column(grid(answer, "columns"), "fdw_options").get(0)).isEqualTo("column_name 'nr'");
        assertThat(grid(answer, "foreign_server").rows())
                .containsExactly(List.of("hill", "table_name 'parent'", "host 'db', dbname 'it''s'"));
        assertThat(answer.parts()).contains(new Answer.Line("Inherits: parent"));
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void describesOtherRelations(Side side) throws SQLException {
        assertThat(grid(run(side, "\\d parent_id_seq"), "sequence").rows().get(0))
                .contains(1L, 2147483647L);
        assertThat(run(side, "\\d parent_id_seq").parts()).contains(new Answer.Line("Owned by: parent.id"));
        assertThat(run(side, "\\d parent_pkey").parts())
                .contains(new Answer.Line("primary key, btree, for table parent"));
        assertThat(run(side, "\\d+ names").parts().toString()).containsPattern("SELECT (parent\\.)?name");
        assertThat(run(side, "\\d parted").parts()).contains(new Answer.Line("Partition key: LIST (id)"));
        assertThat(run(side, "\\d parted_1").parts())
                .contains(new Answer.Line("Partition of: parted FOR VALUES IN (1)"));
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void listsTheRest(Side side) throws SQLException {
        assertThat(names(side, "\\df", "functions")).contains("touch");
        assertThat(names(side, "\\df+ pg_catalog.pg_table_size", "functions")).containsExactly("pg_table_size");
        assertThat(names(side, "\\dn+", "schemas")).contains("describe");
        assertThat(names(side, "\\dx", "extensions")).contains("plpgsql", "postgres_fdw");
        assertThat(names(side, "\\des+", "foreign_servers")).containsExactly("hill");
        assertThat(grid(run(side, "\\det+"), "foreign_tables").rows())
                .containsExactly(
                        java.util.Arrays.asList("describe", "parent_remote", "hill", "table_name 'parent'", null));
        assertThat(column(grid(run(side, "\\du+"), "roles"), "attributes").toString())
                .contains("superuser");
        assertThat(column(grid(run(side, "\\dp parent"), "access_privileges"), "access_privileges")
                        .toString())
                .contains("=r/");
        assertThat(names(side, "\\l+", "databases")).contains("template1");
        assertThat(names(side, "\\db+", "tablespaces")).contains("pg_default");
        assertThat(run(side, "\\dT+").toString()).contains("mood", "sad, happy");
        assertThat(run(side, "\\dD+").toString()).contains("positive", "CHECK (VALUE > 0)");
        assertThat(run(side, "\\dy+").toString()).contains("on_ddl", "ddl_command_end", "disabled");
        assertThat(run(side, "\\dRp+").toString()).contains("published", "Order Items");
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void listsWhatFewLookAt(Side side) throws SQLException {
        assertThat(names(side, "\\da sum", "aggregate_functions")).contains("sum");
        assertThat(names(side, "\\dA", "access_methods")).contains("btree");
        assertThat(names(side, "\\dcS", "conversions")).contains("utf8_to_iso_8859_1");
        assertThat(column(grid(run(side, "\\dC integer"), "casts"), "target_type"))
                .contains("bigint");
        assertThat(names(side, "\\dconfig", "settings")).contains("port");
        assertThat(column(grid(run(side, "\\dconfig server_version"), "settings"), "value"))
                .isNotEmpty();
        assertThat(run(side, "\\dd").toString()).contains("why");
        assertThat(run(side, "\\ddp").toString()).contains("describe", "table", "=r/");
        assertThat(names(side, "\\dF simple", "text_search_configurations")).containsExactly("simple");
        assertThat(names(side, "\\dFd simple", "text_search_dictionaries")).containsExactly("simple");
        assertThat(names(side, "\\dFp", "text_search_parsers")).containsExactly("default");
        assertThat(names(side, "\\dFt", "text_search_templates")).contains("ispell");
        assertThat(column(grid(run(side, "\\dl"), "large_objects"), "id").toString())
                .contains("4711");
        assertThat(column(grid(run(side, "\\lo_list 4711"), "large_objects"), "id"))
                .hasSize(1);
        assertThat(names(side, "\\dL", "languages")).containsExactly("plpgsql");
        assertThat(column(grid(run(side, "\\do \"||\""), "operators"), "result_type"))
                .contains("text");
        assertThat(names(side, "\\dO", "collations")).containsExactly("mine");
        assertThat(run(side, "\\drds describer").toString()).contains("work_mem=5MB");
        assertThat(run(side, "\\dRs").toString()).contains("Did not find any subscriptions");
        assertThat(run(side, "\\dX").toString()).contains("together", "born", "name");
        assertThat(run(side, "\\z parent").toString()).contains("=r/");
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void listsForeignDataWrappers(Side side) throws SQLException {
        assertThat(run(side, "\\dew").toString()).contains("postgres_fdw", "postgres_fdw_handler");
        assertThat(run(side, "\\dew+ postgres*").toString()).contains("postgres_fdw_validator");
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void showsNoSecrets(Side side) throws SQLException {
        Answer answer = run(side, "\\deu+");
        assertThat(answer.toString())
                .contains("\"user\" 'app', password ********")
                .doesNotContain("hush");
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void saysWhatIsNotThere(Side side) {
        assertThatThrownBy(() -> run(side, "\\d nosuch")).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.what()).isEqualTo("Did not find any relation named \"nosuch\".");
            assertThat(problem.exit()).isEqualTo(Exit.FAILED);
        });
        assertThatThrownBy(() -> run(side, "\\dn nosuch")).hasMessage("Did not find any schema named \"nosuch\".");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\dq", "\\d1", "\\dtx"})
    void suggestsTheNearestCommand(String line) {
        assertThatThrownBy(() -> run(Side.NEW, line)).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.what()).isEqualTo("There is no command " + line);
            assertThat(problem.next()).startsWith("Did you mean \\d");
            assertThat(problem.exit()).isEqualTo(Exit.USAGE);
        });
    }
}
