package io.pgford.move;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgford.database.Side;
import io.pgford.pair.PostgresPair;
import io.pgford.problem.Exit;
import io.pgford.shell.TestShell;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows of all kinds cross, each exactly once, byte for byte. */
final class MoveIT {
    private Lab lab;

    @BeforeEach
    void fresh() {
        lab = new Lab(PostgresPair.shared());
    }

    @AfterEach
    void drop() {
        lab.close();
    }

    /** Moves all, and insists that new shows afterwards what old showed before. */
    private TestShell.Result crosses(String move) {
        Map<String, String> before = lab.digests(Side.OLD);
        lab.shell.mustRun(Lab.UP_TO_MOVE);
        assertThat(lab.digests(Side.NEW)).isEqualTo(before);

        TestShell.Result result = lab.shell.mustRun(move);

        assertThat(lab.digests(Side.NEW)).isEqualTo(before);
        assertThat(lab.leftBehind()).isZero();
        assertThat(lab.number(Side.NEW, "SELECT count(*) FROM pgford.batch WHERE left_at IS NULL"))
                .isZero();
        assertThat(lab.shell.mustRun("move all").text()).contains("Nothing to move");
        return result;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "move all --batch 7",
                "move all --batch 1000",
                "move all --batch auto",
                "move all --batch 7 --verify",
                "move all --verify"
            })
    void keysOfAllKinds(String move) {
        List<String> collations = lab.texts(Side.NEW, "SELECT collname FROM pg_catalog.pg_collation");
        collations.retainAll(lab.texts(Side.OLD, "SELECT collname FROM pg_catalog.pg_collation"));
        String collation = List.of("de-x-icu", "und-x-icu", "en_US.utf8", "en_US", "C").stream()
                .filter(collations::contains)
                .findFirst()
                .orElseThrow();
        lab.both("""
                CREATE TABLE by_bigint (id bigint PRIMARY KEY, v text);
                CREATE TABLE by_uuid (id uuid PRIMARY KEY, v text);
                CREATE TABLE by_text (id text COLLATE "%1$s" PRIMARY KEY, v int);
                CREATE TABLE by_time (at timestamptz PRIMARY KEY);
                CREATE TABLE by_numeric (n numeric PRIMARY KEY, v text);
                CREATE TYPE mood AS ENUM ('sad', 'ok', 'glad');
                CREATE DOMAIN code AS varchar(8) CHECK (value <> '');
                CREATE TABLE by_many (m mood, c code, "No." smallint, at date, v int, PRIMARY KEY (m, "No.", c, at));
                CREATE TABLE by_unique (v int, a text NOT NULL, b bytea NOT NULL);
                CREATE UNIQUE INDEX ON by_unique (a, b);
                """.formatted(collation));
        lab.sql(Side.OLD, """
                INSERT INTO by_bigint SELECT i, 'row ' || i FROM generate_series(-50, 50) i
                    UNION VALUES (9223372036854775807, 'most'), ((-9223372036854775808)::bigint, 'least');
                INSERT INTO by_uuid SELECT md5(i::text)::uuid, i FROM generate_series(1, 100) i;
                INSERT INTO by_text SELECT w || s, length(s) FROM unnest('{a,A,ä,Ä,z,Z,ß,ss,1,"",é,e,_,"a b","a-b"}'::text[]) w,
                    unnest('{"","''","\\"","\\\\",".",x,X}'::text[]) s;
                INSERT INTO by_time SELECT '2024-10-27 00:00Z'::timestamptz + i * interval '7 min 0.000001 s' FROM generate_series(1, 60) i
                    UNION VALUES ('infinity'::timestamptz), ('-infinity'), ('0044-03-15 12:00 BC');
                INSERT INTO by_numeric SELECT i / 7.0, i FROM generate_series(-30, 30) i
                    UNION VALUES ('NaN'::numeric, 0), (1e100, 1), (1e-100, 2);
                INSERT INTO by_many SELECT m, c, n, d, n FROM unnest(enum_range(NULL::mood)) m, unnest('{a,B,"x y",\\\\}'::text[]) c,
                    generate_series(-2, 2) n, unnest('{infinity,2000-01-01}'::date[]) d;
                INSERT INTO by_unique SELECT i, i % 3, decode(md5(i::text), 'hex') FROM generate_series(1, 50) i;
                """);

        crosses(move);
    }

    @Test
    void oneRowAtATime() {
        lab.both("CREATE TABLE t (id int PRIMARY KEY, v text); CREATE TABLE nothing (id int PRIMARY KEY)");
        lab.sql(Side.OLD, "INSERT INTO t SELECT i, i FROM generate_series(1, 25) i");

        crosses("move all --batch 1");

        assertThat(lab.number(Side.NEW, "SELECT count(*) FROM pgford.batch")).isEqualTo(25);
    }

    @Test
    void valuesOfAllKinds() {
        lab.both("""
                CREATE TYPE mood AS ENUM ('sad', 'it''s ok', 'glad');
                CREATE TYPE spot AS (x numeric, "The Y" text);
                CREATE DOMAIN percent AS int CHECK (value BETWEEN 0 AND 100);
                """);
        lab.sql(Side.OLD, """
                CREATE TABLE odd (gone text, id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, twice int GENERATED ALWAYS AS (n * 2) STORED,
                    n int, txt text, ints int[], texts text[][], m mood, moods mood[], s spot, spots spot[], p percent, j jsonb,
                    js json, b bytea, f float8, r tstzrange, i interval, c char(5), bits bit varying, net inet, x xml, money money,
                    flag boolean NOT NULL DEFAULT true, ts timestamp, pt point);
                ALTER TABLE odd DROP COLUMN gone;
                """);
        lab.sql(Side.NEW, """
                CREATE TABLE odd (txt text, pt point, n int, id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, lost int, flag boolean NOT NULL DEFAULT true,
                    ts timestamp, money money, x xml, net inet, bits bit varying, c char(5), i interval, r tstzrange, f float8, b bytea,
                    js json, j jsonb, p percent, spots spot[], s spot, moods mood[], m mood, texts text[][], ints int[],
                    twice int GENERATED ALWAYS AS (n * 2) STORED);
                ALTER TABLE odd DROP COLUMN lost;
                """);
        lab.sql(Side.OLD, """
                INSERT INTO odd (n, txt) VALUES (1, E'tab\\tand \\\\backslash \\\\N \\\\.'), (2, E'\\\\.'), (3, E'a\\nb\\r\\nc\\rd'), (4, ''),
                    (NULL, NULL), (6, E'\\u2028 \\u00e9 \\U0001F600 e\\u0301'), (7, E'\\\\\\t\\b\\f\\v\\x01\\x7f'), (8, '''"$$ -- /* ;');
                INSERT INTO odd (n, ints, texts, m, moods, s, spots, p) VALUES
                    (10, '{1,NULL,3}', '{{a,NULL},{"NULL","\\"\\\\"}}', 'it''s ok', '{sad,NULL,"it''s ok"}', ROW(1.50, E'a,"b\\\\'), ARRAY[ROW(NULL, ''), NULL]::spot[], 100),
                    (11, '{}', '[2:3][0:1]={{a,b},{c,d}}', NULL, '{}', ROW(NULL, NULL), '{}', 0);
                INSERT INTO odd (n, j, js, b, f, r, i, c, bits, net, x, money, flag, ts, pt) VALUES
                    (20, '{"a": [1, null, "\\u00e9\\\\"], "1": 1.10}', '{ "b" : 1,  "b":2 }', '\\x00ff5c0a', 'NaN', '[2020-01-01,)', '-1 year 2 days -03:04:05.000006',
                     'ab', '101', '10.0.0.1/24', '<a b="c">&lt;</a>', '-1234.56', false, 'infinity', '(1e-300,-0)'),
                    (21, 'null', '""', '', 1e-310, 'empty', '178000000 years', '', '', '::1', NULL, 0, true, '4713-01-01 00:00:00 BC', NULL),
                    (22, '"x"', '[]', NULL, 0.1 + 0.2::float8, '(,"2020-01-01 00:00:00.000001+05")', '00:00:00.000001', ' a ', '0', '10.1.2.3', NULL, NULL, true, NULL, '(0.1,0.3)');
                INSERT INTO odd (n, txt, b) SELECT 30 + i, repeat(md5(i::text), 32768 * i), decode(repeat(md5(i::text), 32768), 'hex') FROM generate_series(1, 4) i;
                """);

        crosses("move all --batch auto");

        assertThat(lab.number(Side.NEW, "SELECT max(length(txt)) FROM odd")).isEqualTo(4 * 1024 * 1024);
        assertThat(lab.number(Side.NEW, "INSERT INTO odd (n) VALUES (99) RETURNING id"))
                .isGreaterThan(lab.number(Side.NEW, "SELECT max(id) FROM odd WHERE n <> 99"));
    }

    @Test
    void namesOfAllKinds() {
        String longest = "ü".repeat(31) + "x";
        lab.both("""
                CREATE SCHEMA "My Shop"; CREATE SCHEMA "pg""s";
                CREATE TABLE "Order Items" ("The Id" int PRIMARY KEY, "select" text);
                CREATE TABLE "My Shop"."a""b.c" ("x'y" text PRIMARY KEY, "\\" text);
                CREATE TABLE "pg""s"."😀" ("🔑" int, "🔐" int, PRIMARY KEY ("🔑", "🔐"));
                CREATE TABLE "%s" (id int PRIMARY KEY);
                """.formatted(longest));
        lab.sql(Side.OLD, """
                INSERT INTO "Order Items" VALUES (1, 'a'), (2, 'b');
                INSERT INTO "My Shop"."a""b.c" VALUES (E'it''s \\\\', 'a'), ('%s', NULL);
                INSERT INTO "pg""s"."😀" SELECT i, -i FROM generate_series(1, 30) i;
                INSERT INTO "%s" VALUES (1), (2);
                """.formatted("%d %s", longest));

        crosses("move all --batch 3");
    }

    @Test
    void childrenBeforeParentsAndCirclesToo() {
        lab.both("""
                CREATE TABLE a_parent (id int PRIMARY KEY, favourite int);
                CREATE TABLE child (id int PRIMARY KEY, parent int NOT NULL REFERENCES a_parent ON DELETE CASCADE);
                CREATE TABLE tree (id int PRIMARY KEY, above int REFERENCES tree ON DELETE CASCADE);
                CREATE TABLE egg (id int PRIMARY KEY, hen int);
                CREATE TABLE hen (id int PRIMARY KEY, egg int REFERENCES egg ON DELETE CASCADE);
                ALTER TABLE egg ADD FOREIGN KEY (hen) REFERENCES hen ON DELETE CASCADE;
                """);
        lab.sql(Side.OLD, """
                INSERT INTO a_parent SELECT i FROM generate_series(1, 20) i;
                INSERT INTO child SELECT i, 1 + i % 20 FROM generate_series(1, 200) i;
                INSERT INTO tree SELECT i, nullif(i / 2, 0) FROM generate_series(1, 100) i;
                INSERT INTO egg SELECT i FROM generate_series(1, 50) i;
                INSERT INTO hen SELECT i, i FROM generate_series(1, 50) i;
                UPDATE egg SET hen = 51 - id;
                """);

        String said = crosses("move all --batch 9").text();

        assertThat(said.indexOf("child")).isBetween(0, said.indexOf("a_parent"));
        lab.shell.mustRun("fk on");
        assertThat(lab.number(
                        Side.NEW, "SELECT count(*) FROM pg_catalog.pg_constraint WHERE contype = 'f' AND convalidated"))
                .isEqualTo(4);
    }

    @Test
    void cascadesOnOldAndTriggersOnBothSidesStaySilent() {
        lab.both("""
                CREATE TABLE parent (id int PRIMARY KEY);
                CREATE TABLE child (id int PRIMARY KEY, parent int);
                CREATE TABLE fired (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, what text);
                CREATE FUNCTION public.note() RETURNS trigger LANGUAGE plpgsql AS
                    'BEGIN INSERT INTO public.fired (what) VALUES (TG_OP); RETURN coalesce(NEW, OLD); END';
                CREATE TRIGGER before BEFORE INSERT OR UPDATE OR DELETE ON parent FOR EACH ROW EXECUTE FUNCTION public.note();
                CREATE TRIGGER after AFTER INSERT OR DELETE ON parent FOR EACH STATEMENT EXECUTE FUNCTION public.note();
                """);
        lab.sql(Side.OLD, """
                INSERT INTO parent SELECT i FROM generate_series(1, 30) i;
                INSERT INTO child SELECT i, i FROM generate_series(1, 30) i;
                TRUNCATE fired;
                CREATE FUNCTION public.cascade() RETURNS trigger LANGUAGE plpgsql AS
                    'BEGIN DELETE FROM public.child WHERE parent = OLD.id; RETURN OLD; END';
                CREATE TRIGGER "like on delete cascade" AFTER DELETE ON parent FOR EACH ROW EXECUTE FUNCTION public.cascade();
                """);
        Map<String, String> before = lab.digests(Side.OLD);
        lab.shell.mustRun(Lab.UP_TO_MOVE);

        lab.shell.mustRun("move parent");

        assertThat(lab.number(Side.OLD, "SELECT count(*) FROM child")).isEqualTo(30);
        lab.shell.mustRun("move all");
        assertThat(lab.digests(Side.NEW)).isEqualTo(before);
    }

    @Test
    void aTableFinishedIsNotTouchedAgain() {
        lab.both("CREATE TABLE t (id int PRIMARY KEY); CREATE TABLE u (id int PRIMARY KEY)");
        lab.sql(Side.OLD, "INSERT INTO t VALUES (1), (2); INSERT INTO u VALUES (1)");
        lab.shell.mustRun(Lab.UP_TO_MOVE);
        lab.shell.mustRun("move t");

        TestShell.Result again = lab.shell.run("move t");

        assertThat(again.exit()).isEqualTo(Exit.DONE);
        assertThat(again.text()).contains("Nothing to move");
        assertThat(lab.number(Side.OLD, "SELECT count(*) FROM u")).isEqualTo(1);
        assertThat(lab.shell.mustRun("move u --dry-run").text()).contains("would move", "Nothing was moved");
        assertThat(lab.number(Side.OLD, "SELECT count(*) FROM u")).isEqualTo(1);
    }

    @Test
    void rowsWhoseKeysTheApplicationLoweredMeanwhile() {
        lab.both("CREATE TABLE t (id int PRIMARY KEY, v int)");
        lab.sql(Side.OLD, "INSERT INTO t SELECT i, i FROM generate_series(1, 100) i");
        lab.shell.mustRun(Lab.UP_TO_MOVE);
        Map<String, Object> done = new java.util.concurrent.ConcurrentHashMap<>();
        Lab.Quiet once = new Lab.Quiet() {
            @Override
            public void crossed(Crossed batch) {
                if (done.putIfAbsent("lowered", true) == null) {
                    lab.sql(Side.NEW, "UPDATE t SET id = -id WHERE id > 90");
                }
            }
        };

        assertThat(lab.mover("t", once).run()).isTrue();

        assertThat(lab.leftBehind()).isZero();
        assertThat(lab.number(Side.NEW, "SELECT count(*) FROM t")).isEqualTo(100);
        assertThat(lab.number(Side.NEW, "SELECT count(*) FROM t WHERE id < 0")).isEqualTo(10);
    }
}
