package io.pgford.move;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgford.catalog.CatalogReader;
import io.pgford.catalog.Table;
import io.pgford.database.Name;
import io.pgford.database.Quote;
import io.pgford.database.Rows;
import io.pgford.database.Side;
import io.pgford.pair.PostgresPair;
import io.pgford.problem.Exit;
import io.pgford.shell.TestShell;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Values of every type cross unchanged, between all the versions that are there to try. */
final class MoveTypesIT {
    private static final String TYPES = """
            SELECT t.typname FROM pg_catalog.pg_type t
            WHERE t.typnamespace = 'pg_catalog'::pg_catalog.regnamespace AND t.typtype IN ('b', 'r', 'm', 'e', 'd')
              AND NOT (t.typcategory = 'A' AND t.typelem <> 0 AND t.typname LIKE '\\_%') AND t.typname <> 'unknown'
            """;

    private static final List<String> EXTENSIONS = List.of("hstore", "citext");

    private static final List<String> BINARY = List.of(
            "int2",
            "int4",
            "int8",
            "float4",
            "float8",
            "numeric",
            "bool",
            "text",
            "varchar",
            "bpchar",
            "uuid",
            "date",
            "timestamp",
            "timestamptz",
            "time",
            "bytea",
            "json",
            "jsonb");

    private Lab lab;

    /** The types that both sides have; all of them must be known here. */
    private List<String> types() {
        TreeSet<String> old = new TreeSet<>(lab.texts(Side.OLD, TYPES));
        TreeSet<String> both = new TreeSet<>(lab.texts(Side.NEW, TYPES));
        both.retainAll(old);
        old.removeAll(both);
        assertThat(BuiltInTypes.REMOVED).as("types that new lacks").containsAll(old);
        TreeSet<String> unknown = new TreeSet<>(both);
        unknown.removeAll(BuiltInTypes.VALUES.keySet());
        unknown.removeAll(BuiltInTypes.WITHOUT_INPUT);
        assertThat(unknown).as("types without values in BuiltInTypes").isEmpty();
        return List.copyOf(both);
    }

    private static String typeSql(String type) {
        return "pg_catalog." + Quote.identifier(type);
    }

    private void makeEveryType(List<String> types) {
        List<String> columns = new ArrayList<>();
        for (String type : types) {
            columns.add(Quote.identifier(type) + " " + typeSql(type));
            if (!BuiltInTypes.WITHOUT_INPUT.contains(type)) {
                columns.add(Quote.identifier(type + "[]") + " " + typeSql(type) + "[]");
            }
        }
        lab.sql(Side.OLD, "CREATE TABLE every (id int PRIMARY KEY, " + String.join(", ", columns) + ")");
        columns.sort(Comparator.reverseOrder());
        lab.sql(Side.NEW, "CREATE TABLE every (" + String.join(", ", columns) + ", id int PRIMARY KEY)");
        int rows =
                BuiltInTypes.VALUES.values().stream().mapToInt(List::size).max().orElseThrow();
        for (int row = 0; row < rows; row++) {
            int at = row;
            String values = types.stream()
                    .filter(BuiltInTypes.VALUES::containsKey)
                    .map(type -> pair(type, BuiltInTypes.VALUES.get(type), at))
                    .collect(Collectors.joining(", "));
            String names = types.stream()
                    .filter(BuiltInTypes.VALUES::containsKey)
                    .map(type -> Quote.identifier(type) + ", " + Quote.identifier(type + "[]"))
                    .collect(Collectors.joining(", "));
            lab.sql(Side.OLD, "INSERT INTO every (id, " + names + ") VALUES (" + row + ", " + values + ")");
        }
        lab.sql(Side.OLD, "INSERT INTO every (id) VALUES (-1)");
    }

    /** What crosses in binary: no arrays, nothing that users have made. */
    private void makePlain() {
        List<String> columns = BINARY.stream()
                .map(type -> Quote.identifier(type) + " " + typeSql(type))
                .collect(Collectors.toCollection(ArrayList::new));
        columns.addAll(List.of("code char(5)", "label varchar(9)", "price numeric(10,2)", "at timestamptz(3)"));
        lab.sql(Side.OLD, "CREATE TABLE plain (id bigint PRIMARY KEY, " + String.join(", ", columns) + ")");
        columns.sort(Comparator.reverseOrder());
        lab.sql(Side.NEW, "CREATE TABLE plain (" + String.join(", ", columns) + ", id bigint PRIMARY KEY)");
        int rows = BINARY.stream()
                .mapToInt(type -> BuiltInTypes.VALUES.get(type).size())
                .max()
                .orElseThrow();
        for (int row = 0; row < rows; row++) {
            int at = row;
            String values = BINARY.stream()
                    .map(BuiltInTypes.VALUES::get)
                    .map(all -> at < all.size() ? Quote.literal(all.get(at)) : "NULL")
                    .collect(Collectors.joining(", "));
            String names = BINARY.stream().map(Quote::identifier).collect(Collectors.joining(", "));
            lab.sql(
                    Side.OLD,
                    "INSERT INTO plain (id, " + names + ", code, label, price, at) VALUES (" + row + ", " + values
                            + ", 'a', ' b ', 1.5, '2024-10-27 02:30:00.0014+02')");
        }
        lab.sql(Side.OLD, "INSERT INTO plain (id) VALUES (-1)");
    }

    /** As the server keeps it, whatever it writes as text. */
    private List<String> plainRows(Side side) {
        String sent = BINARY.stream()
                .map(type -> type
                        + (type.startsWith("json")
                                        || type.startsWith("date")
                                        || type.startsWith("time")
                                        || type.equals("uuid")
                                        || type.equals("numeric")
                                ? "_send"
                                : "send")
                        + "(" + Quote.identifier(type) + ")")
                .collect(Collectors.joining(", "));
        return lab.texts(side, "SELECT ROW(id, " + sent + ", code, label, price, at)::text FROM plain ORDER BY id");
    }

    private CopyFormat format(String table) {
        Table old = lab.connections.with(
                Side.OLD,
                c -> CatalogReader.read(Side.OLD, c)
                        .table(new Name("public", table))
                        .orElseThrow());
        long oid = lab.number(Side.NEW, "SELECT '" + table + "'::regclass::oid::bigint");
        return lab.connections.with(Side.NEW, c -> CopyFormat.of(c, old, oid));
    }

    /** A value, and an array with it; where there is no value for this row any more, null and an empty array. */
    private static String pair(String type, List<String> values, int row) {
        if (row >= values.size()) {
            return "NULL, '{}'";
        }
        String value = Quote.literal(values.get(row)) + "::" + typeSql(type);
        // An ARRAY of these would be one of their elements.
        return type.endsWith("vector") && !type.equals("tsvector")
                ? value + ", '{NULL,\"1 2\"}'"
                : value + ", ARRAY[NULL, " + value + ", " + value + "]";
    }

    /** By id, all columns in the order of their names. */
    private Map<Integer, String> everyRow(Side side, List<String> types) {
        String columns = types.stream()
                .filter(BuiltInTypes.VALUES::containsKey)
                .sorted()
                .flatMap(type -> BuiltInTypes.FLOATING.contains(type)
                        ? List.of(
                                send(type) + "(" + Quote.identifier(type) + ")",
                                "array_send(" + Quote.identifier(type + "[]") + ")")
                                .stream()
                        : List.of(Quote.identifier(type), Quote.identifier(type + "[]")).stream())
                .collect(Collectors.joining(", "));
        Map<Integer, String> rows = new TreeMap<>();
        lab.connections.with(side, c -> {
            Rows.run(c, "SET TimeZone = 'UTC'");
            return Rows.list(
                    c, "SELECT id, ROW(" + columns + ")::text FROM every", r -> rows.put(r.getInt(1), r.getString(2)));
        });
        return rows;
    }

    private static String send(String type) {
        return switch (type) {
            case "float4", "float8" -> type + "send";
            case "polygon" -> "poly_send";
            default -> type + "_send";
        };
    }

    private void makeOddShapes() {
        lab.both("""
                CREATE SCHEMA "My Shop"; CREATE SCHEMA "pg""s"; CREATE SCHEMA "😀";
                CREATE TYPE "My Shop".mood AS ENUM ('sad', 'it''s ok', E'back\\\\slash', '');
                CREATE TYPE "pg""s".spot AS (x numeric, "The Y" text, m "My Shop".mood);
                CREATE DOMAIN "My Shop".percent AS int CHECK (value BETWEEN 0 AND 100);
                CREATE TYPE "My Shop".textrange AS RANGE (subtype = text, collation = "C");
                """);
        lab.sql(Side.OLD, """
                CREATE TABLE "My Shop"."Order Items" (gone text, "The Id" int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, m "My Shop".mood,
                    ms "My Shop".mood[], s "pg""s".spot, ss "pg""s".spot[], p "My Shop".percent, r "My Shop".textrange, "'q\""" int);
                ALTER TABLE "My Shop"."Order Items" DROP COLUMN gone;
                INSERT INTO "My Shop"."Order Items" (m, ms, s, ss, p, r) VALUES
                    ('it''s ok', '{sad,NULL,""}', ROW(1.50, E'a,"b\\\\\\t', ''), ARRAY[ROW(NULL, '', 'sad'), NULL]::"pg""s".spot[], 100, '[a,"b c")'),
                    (E'back\\\\slash', '{}', ROW(NULL, NULL, NULL), '{}', 0, 'empty'), (NULL, NULL, NULL, NULL, NULL, NULL);
                """);
        lab.sql(Side.NEW, """
                CREATE TABLE "My Shop"."Order Items" ("'q\""" int, r "My Shop".textrange, p "My Shop".percent, lost int, ss "pg""s".spot[],
                    s "pg""s".spot, ms "My Shop".mood[], m "My Shop".mood, "The Id" int GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
                ALTER TABLE "My Shop"."Order Items" DROP COLUMN lost;
                """);
        String longest = "ü".repeat(31) + "x";
        lab.both("""
                CREATE TABLE "😀"."%s" ("🔑" uuid, at timestamptz, "n o" numeric, PRIMARY KEY ("n o", at, "🔑"))""".formatted(longest));
        lab.sql(Side.OLD, """
                INSERT INTO "😀"."%s" SELECT md5(i::text)::uuid, '0044-03-15 BC'::timestamptz + i * interval '1 day', i / 3.0
                FROM generate_series(1, 50) i""".formatted(longest));
    }

    private void makeExtensions() {
        for (String extension : EXTENSIONS) {
            String there = "SELECT count(*) FROM pg_catalog.pg_available_extensions WHERE name = '" + extension + "'";
            if (lab.number(Side.OLD, there) + lab.number(Side.NEW, there) < 2) {
                System.out.println("NOT TESTED: " + extension + " is not among the servers' extensions");
                continue;
            }
            lab.both("CREATE EXTENSION %1$s; CREATE TABLE with_%1$s (id int PRIMARY KEY, v %1$s, vs %1$s[])"
                    .formatted(extension));
            lab.sql(Side.OLD, """
                    INSERT INTO with_%1$s VALUES (1, 'a=>NULL, "b c"=>"\\"\\\\"', '{}'), (2, '', NULL), (3, NULL, ARRAY['A=>x', NULL]::%1$s[])
                    """.formatted(extension));
        }
    }

    /** From and to; {@code -Dpgford.test.versions=13-18,15-15} for some of them only. */
    static Stream<Arguments> versions() {
        String all = "10-15,13-15,15-15,10-18,13-18,15-18,18-18,18-15";
        return Stream.of(System.getProperty("pgford.test.versions", all).split(",", -1))
                .map(pair -> pair.split("-", 2))
                .map(pair -> Arguments.of(Integer.valueOf(pair[0]), Integer.valueOf(pair[1])));
    }

    @ParameterizedTest
    @MethodSource("versions")
    void crossUnchanged(int oldMajor, int newMajor) {
        try (PostgresPair servers = PostgresPair.own(oldMajor, newMajor)) {
            lab = new Lab(servers);
            List<String> types = types();
            makeEveryType(types);
            makePlain();
            makeOddShapes();
            makeExtensions();
            makeWider();
            Map<Integer, String> before = everyRow(Side.OLD, types);
            List<String> plain = plainRows(Side.OLD);
            lab.shell.mustRun(Lab.UP_TO_MOVE);
            Map<String, String> digests = lab.digests(Side.NEW);
            assertThat(everyRow(Side.NEW, types)).isEqualTo(before);

            assertThat(format("every")).isEqualTo(CopyFormat.TEXT);
            assertThat(format("plain")).isEqualTo(CopyFormat.BINARY);
            lab.shell.mustRun("move plain --batch 4 --verify", "move all --batch 4");

            assertThat(everyRow(Side.NEW, types)).isEqualTo(before);
            assertThat(plainRows(Side.NEW)).isEqualTo(plain);
            assertThat(lab.digests(Side.NEW)).isEqualTo(digests);
            assertThat(lab.leftBehind()).isZero();
            requireWider();
            lab.close();
        }
    }

    /** What only {@code new} has cannot be asked of {@code old}: the operator is told what to run, and then it crosses. */
    private void makeWider() {
        lab.both("CREATE TYPE colour AS ENUM ('red', 'it''s blue')");
        lab.sql(Side.OLD, "CREATE TABLE wider (id int PRIMARY KEY, v text)");
        lab.sql(Side.OLD, "INSERT INTO wider SELECT i, 'row ' || i FROM generate_series(1, 30) i");
        lab.sql(Side.NEW, """
                CREATE TABLE wider ("The Extra" text NOT NULL DEFAULT 'it''s x', id int PRIMARY KEY,
                    colours colour[] DEFAULT '{red,"it''s blue"}', v text, at timestamptz)
                """);
        TestShell.Result refused = lab.shell.run("fdw init", "inherit");
        assertThat(refused.exit()).as(refused.text()).isEqualTo(Exit.FAILED);
        assertThat(refused.err())
                .contains("wider", "The Extra is only on new", "colours is only on new", "at is only on new");

        lab.shell.mustRun(statements("@old ALTER TABLE", refused).get(0));
    }

    /** The statements that a message gives, as they stand there. */
    private static List<String> statements(String beginning, TestShell.Result said) {
        return Pattern.compile(Pattern.quote(beginning) + ".*?;", Pattern.DOTALL)
                .matcher(said.err())
                .results()
                .map(MatchResult::group)
                .toList();
    }

    private void requireWider() {
        assertThat(lab.texts(
                        Side.NEW, "SELECT DISTINCT \"The Extra\" || colours::text || (at IS NULL) FROM ONLY wider"))
                .containsExactly("it's x{red,\"it's blue\"}true");
        assertThat(lab.number(Side.NEW, "SELECT count(*) FROM ONLY wider WHERE v = 'row ' || id"))
                .isEqualTo(30);
    }

    @Test
    void aGeneratedColumnThatOnlyNewHasComesAfterTheRows() {
        lab = new Lab(PostgresPair.shared());
        try {
            lab.sql(
                    Side.OLD,
                    "CREATE TABLE wider (id int PRIMARY KEY, v text); INSERT INTO wider VALUES (1, 'a'), (2, 'b')");
            lab.sql(
                    Side.NEW,
                    "CREATE TABLE wider (id int PRIMARY KEY, v text, w text GENERATED ALWAYS AS (upper(v)) STORED)");
            TestShell.Result refused = lab.shell.run("fdw init", "inherit");
            assertThat(refused.exit()).as(refused.text()).isEqualTo(Exit.FAILED);
            List<String> statements = statements("@new ALTER TABLE", refused);

            // Past the shell, which asks before it changes one side of a crossing.
            lab.sql(Side.NEW, statements.get(0).substring("@new ".length()));
            lab.shell.mustRun(Lab.UP_TO_MOVE);
            lab.shell.mustRun("move all");
            lab.sql(Side.NEW, statements.get(1).substring("@new ".length()));

            assertThat(lab.texts(Side.NEW, "SELECT v || w FROM wider ORDER BY id"))
                    .containsExactly("aA", "bB");
        } finally {
            lab.close();
        }
    }
}
