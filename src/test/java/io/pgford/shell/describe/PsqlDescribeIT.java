package io.pgford.shell.describe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.pgford.command.Answer;
import io.pgford.database.Connections;
import io.pgford.database.Endpoint;
import io.pgford.database.Pair;
import io.pgford.database.Rows;
import io.pgford.database.Side;
import io.pgford.pair.PostgresPair;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever {@code \d+} of psql tells of a relation, ours tells too: each fact in one row or line. */
class PsqlDescribeIT {
    /** Words of psql's layout that are no facts. */
    private static final Pattern LAYOUT = Pattern.compile(
            "\\b(table|tables|index|constraint|constraints|policy|user|as|view|of|on|firing|partitions|child|has|objects|for|with|to)\\b");

    private static final String SCHEMA = """
            CREATE SCHEMA facts;
            SET search_path = facts, public;
            CREATE EXTENSION postgres_fdw;
            CREATE EXTENSION btree_gist;
            CREATE SERVER hill FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host 'db', dbname 'it''s');
            CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
            CREATE TABLE people (
              id bigserial PRIMARY KEY,
              name varchar(40) COLLATE "C" NOT NULL DEFAULT 'it''s',
              nick text UNIQUE DEFERRABLE INITIALLY DEFERRED,
              born date CHECK (born > '1900-01-01'),
              during tstzrange,
              EXCLUDE USING gist (name WITH =, during WITH &&),
              CONSTRAINT "odd name" CHECK (nick <> name) NOT VALID) WITH (fillfactor = 70);
            ALTER TABLE people ALTER nick SET STORAGE EXTERNAL, ALTER nick SET STATISTICS 300,
              REPLICA IDENTITY FULL, CLUSTER ON people_pkey;
            COMMENT ON COLUMN people.nick IS 'what friends say 😀';
            CREATE UNIQUE INDEX lower_name ON people (lower(name)) WHERE born IS NOT NULL;
            CREATE INDEX nick_desc ON people (nick DESC NULLS LAST, born) WITH (fillfactor = 80);
            CREATE STATISTICS guess (ndistinct, dependencies) ON name, born FROM people;
            CREATE TRIGGER a_touched BEFORE UPDATE OF name ON people FOR EACH ROW WHEN (OLD.name <> NEW.name)
              EXECUTE PROCEDURE touch();
            CREATE TRIGGER b_off AFTER INSERT ON people FOR EACH STATEMENT EXECUTE PROCEDURE touch();
            CREATE TRIGGER c_always AFTER INSERT ON people FOR EACH ROW EXECUTE PROCEDURE touch();
            CREATE TRIGGER d_replica AFTER INSERT ON people FOR EACH ROW EXECUTE PROCEDURE touch();
            CREATE CONSTRAINT TRIGGER e_late AFTER INSERT ON people DEFERRABLE FOR EACH ROW EXECUTE PROCEDURE touch();
            ALTER TABLE people DISABLE TRIGGER b_off, ENABLE ALWAYS TRIGGER c_always, ENABLE REPLICA TRIGGER d_replica;
            CREATE RULE silent AS ON DELETE TO people DO INSTEAD NOTHING;
            CREATE RULE off AS ON INSERT TO people DO ALSO NOTHING;
            ALTER TABLE people DISABLE RULE off;
            CREATE TABLE kin () INHERITS (people);
            CREATE TABLE "Order Items" (
              id bigint GENERATED ALWAYS AS IDENTITY,
              people_id bigint REFERENCES people ON DELETE CASCADE DEFERRABLE,
              "a ""b"" 😀" int DEFAULT 3, PRIMARY KEY (id, people_id));
            CREATE TABLE "paper ✂" (o bigint, p bigint, FOREIGN KEY (o, p) REFERENCES "Order Items" ON UPDATE SET NULL);
            ALTER TABLE "paper ✂" DISABLE TRIGGER ALL;
            CREATE UNLOGGED TABLE guarded (id int, owner name);
            ALTER TABLE guarded ENABLE ROW LEVEL SECURITY;
            ALTER TABLE guarded FORCE ROW LEVEL SECURITY;
            CREATE POLICY own ON guarded FOR SELECT TO app USING (owner = CURRENT_USER);
            CREATE POLICY tight ON guarded AS RESTRICTIVE FOR INSERT WITH CHECK (id > 0);
            CREATE TABLE unguarded (id int);
            CREATE POLICY sleeping ON unguarded USING (true);
            CREATE TABLE empty ();
            CREATE TYPE pair AS (x int, y text);
            CREATE TABLE typed OF pair;
            CREATE TABLE parted (id int NOT NULL, at date) PARTITION BY RANGE (id, date_part('year', at));
            CREATE TABLE parted_1 PARTITION OF parted FOR VALUES FROM (1, 1) TO (10, 1) PARTITION BY LIST (at);
            CREATE FOREIGN TABLE parted_2 PARTITION OF parted FOR VALUES FROM (10, 1) TO (20, MAXVALUE) SERVER hill;
            CREATE FOREIGN TABLE far (id bigint OPTIONS (column_name 'nr') NOT NULL, CHECK (id > 0))
              SERVER hill OPTIONS (schema_name 'shop', table_name 'it''s');
            CREATE VIEW names WITH (security_barrier) AS SELECT name, upper(nick) AS loud FROM people;
            CREATE MATERIALIZED VIEW kept AS SELECT count(*) AS number FROM people;
            CREATE INDEX ON kept (number);
            CREATE SEQUENCE loose INCREMENT 5 MAXVALUE 500 CYCLE;
            CREATE PUBLICATION two FOR TABLE people, "Order Items";
            CREATE PUBLICATION everything FOR ALL TABLES;
            """;
    private static final String FROM_13 = """
            CREATE INDEX covering ON people (name) INCLUDE (born);
            CREATE TABLE rest PARTITION OF parted_1 DEFAULT;
            CREATE TABLE keys (id int PRIMARY KEY);
            CREATE TABLE listed (id int REFERENCES keys, kind text) PARTITION BY LIST (kind);
            CREATE TABLE listed_a PARTITION OF listed FOR VALUES IN ('a', NULL);
            CREATE INDEX ON listed (kind);
            CREATE TRIGGER on_all AFTER INSERT ON listed FOR EACH ROW EXECUTE PROCEDURE touch();
            CREATE TABLE made (id int, twice int GENERATED ALWAYS AS (id * 2) STORED);
            CREATE STATISTICS mcvs (mcv) ON id, kind FROM listed;
            ALTER STATISTICS mcvs SET STATISTICS 50;
            """;
    private static final String FROM_15 = """
            CREATE TABLE packed (id int, t text, u text COMPRESSION pglz, UNIQUE NULLS NOT DISTINCT (id));
            CREATE STATISTICS expressions ON (id + 1), (t || u) FROM packed;
            CREATE PUBLICATION part FOR TABLE made (id) WHERE (id > 5);
            CREATE PUBLICATION whole FOR TABLES IN SCHEMA facts;
            CREATE VIEW asked WITH (security_invoker) AS SELECT 1 AS one;
            """;

    @ParameterizedTest
    @CsvSource({"10, 15", "13, 18"})
    void tellsWhatPsqlTells(int old, int other) throws Exception {
        PostgresPair servers = PostgresPair.shared(old, other);
        Pair pair = servers.fresh();
        List<String> missing = new ArrayList<>();
        try (Connections connections = new Connections(pair)) {
            for (Side side : Side.values()) {
                try (Connection connection = connections.open(side, "test")) {
                    compare(connection, pair.at(side), missing);
                }
            }
        } finally {
            servers.drop(pair);
        }
        assertThat(String.join("\n", missing)).isEmpty();
    }

    private static void compare(Connection connection, Endpoint end, List<String> missing)
            throws SQLException, IOException, InterruptedException {
        int version = connection.getMetaData().getDatabaseMajorVersion();
        Rows.run(connection, SCHEMA);
        if (version >= 13) {
            Rows.run(connection, FROM_13);
        }
        if (version >= 15) {
            Rows.run(connection, FROM_15);
        }
        List<String> relations = Rows.list(
                connection,
                "SELECT pg_catalog.quote_ident(relname) FROM pg_catalog.pg_class"
                        + " WHERE relnamespace = 'facts'::regnamespace AND relkind <> 'c' ORDER BY 1",
                row -> row.getString(1));
        assertThat(relations).hasSizeGreaterThan(20);
        for (String relation : relations) {
            List<String> ours = told(Describe.run(connection, "\\d+ facts." + relation));
            assertThat(ours).noneMatch(line -> line.matches("(?!View).*:\\s*"));
            for (String fact : facts(psql(end, "\\d+ facts." + relation))) {
                if (ours.stream().noneMatch(line -> holds(line, fact))) {
                    missing.add(version + " " + relation + ": " + fact);
                }
            }
        }
    }

    private static List<String> told(Answer answer) {
        List<String> lines = new ArrayList<>();
        for (Answer.Part part : answer.parts()) {
            if (part instanceof Answer.Line line) {
                line.text().lines().forEach(lines::add);
            } else if (part instanceof Answer.Grid grid) {
                lines.add(grid.title());
                for (List<Object> row : grid.rows()) {
                    StringBuilder text = new StringBuilder(grid.title());
                    row.stream()
                            .filter(value -> value != null)
                            .forEach(value -> text.append(' ').append(value));
                    lines.add(text.toString());
                }
            }
        }
        return lines;
    }

    private static boolean holds(String line, String fact) {
        String ours = plain(line);
        String left = LAYOUT.matcher(plain(fact)).replaceAll(" ");
        for (String word : left.strip().split("\\s+", -1)) {
            if (!ours.contains(word)) {
                return false;
            }
        }
        return true;
    }

    private static String plain(String text) {
        return text.toLowerCase(Locale.ROOT).replace("facts.", "").replaceAll("[^\\p{L}\\p{N}\\p{So}_<>=&+*|-]+", " ");
    }

    /** The rows, and each item below a header with the header in front of it where that says something. */
    private static List<String> facts(List<String> psql) {
        List<String> facts = new ArrayList<>();
        String header = "";
        for (int i = 0; i < psql.size(); i++) {
            String line = psql.get(i);
            boolean rows = line.contains("\u001f");
            if (i == 0) {
                facts.add(line.replaceAll("(?i)partitioned |unlogged |\"", ""));
            } else if (rows && psql.get(i - 1).equals(psql.get(0))) {
                header = "";
            } else if (rows) {
                facts.add(line.replace('\u001f', ' '));
            } else if (line.startsWith("Policies")) {
                facts.add(line.replaceAll("Policies|\\(none\\)", ""));
                header = "";
            } else if (!line.startsWith(" ") && line.endsWith(":")) {
                header = state(line);
            } else if (line.startsWith("      ")) {
                // Goes on: of a policy, or of a list.
                facts.add(line.replaceAll("USING|WITH CHECK", " "));
            } else if (line.startsWith("    ")) {
                facts.add(header + line.replaceAll(" INCLUDE ", " "));
            } else if (!line.isBlank() && !line.equals("No partition constraint")) {
                facts.add(
                        line.replaceAll("^(Number of partitions|FDW options|Server|Child tables|Partitions).*?:", ""));
            }
        }
        return facts;
    }

    private static String state(String header) {
        return header.contains("isabled")
                ? "disabled "
                : header.contains("always") ? "always " : header.contains("replica") ? "replica " : "";
    }

    private static List<String> psql(Endpoint end, String command) throws IOException, InterruptedException {
        ProcessBuilder psql = new ProcessBuilder(
                "psql",
                "-X",
                "-q",
                "-A",
                "-F",
                "\u001f",
                "-d",
                end.toString(),
                "-c",
                "SET search_path = facts, public",
                "-c",
                command);
        end.password().ifPresent(password -> psql.environment().put("PGPASSWORD", password.reveal()));
        psql.environment().put("PGCLIENTENCODING", "UTF8");
        psql.environment().put("LC_ALL", "C.UTF-8");
        Process process;
        try {
            process = psql.redirectErrorStream(true).start();
        } catch (IOException e) {
            assumeThat(false).as("psql is installed").isTrue();
            throw e;
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output.lines().toList();
    }
}
