package io.pgford.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgford.problem.Exit;
import io.pgford.problem.Problem;
import io.pgford.sql.Waiting;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptParserTest {
    static final ScriptParser PARSER = new ScriptParser(Vocabulary.of(
            List.of("status", "move", "fk off", "fk on", "seq sync", "use", "record start", "record stop", "play")));

    private static List<Item> parse(String text) {
        return PARSER.parse("demo.pgford", text);
    }

    private static Item only(String text) {
        List<Item> items = parse(text);
        assertThat(items).hasSize(1);
        return items.get(0);
    }

    @Test
    void readsTheLinesOfCopyInAnyCase() {
        assertThat(parse("\\COPY t FROM stdout; -- note\n1\n\\.\nselect 2;")).hasSize(2);
        assertThat(parse("copy t from stdout;\nstatus\n\\.\nselect 2;")).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {":explain\nselect 1", ":both_of_them", ":explain select :a"})
    void aVariableMayBeginAStatement(String sql) {
        assertThat(((SqlItem) only(sql + ";")).sql()).isEqualTo(sql);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "\\; drop table t; ~ \\; makes psql send",
                "select 1\\; drop table t; ~ \\; makes psql send",
                "select 1 \\G; ~ \\G cannot stand",
                "delete from t \\p where ~ \\p cannot stand",
                "select 1 \\ ; ~ \\ cannot stand",
            })
    void refusesWhatPsqlWouldTakeOutOfAStatement(String sql, String message) {
        assertThatThrownBy(() -> parse("select 0;\n" + sql + "\n;"))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("demo.pgford:2: " + message);
        assertThatThrownBy(() -> PARSER.read(sql)).isInstanceOf(Problem.class);
        assertThat(PARSER.spans(sql)).hasSize(1);
    }

    @Test
    void readsACommand() {
        CommandItem item = (CommandItem) only("Seq  Sync --dry-run 'a b'");
        assertThat(item.name()).isEqualTo("seq sync");
        assertThat(item.words()).extracting(Word::text).containsExactly("--dry-run", "a b");
        assertThat(item.source()).isEqualTo("Seq  Sync --dry-run 'a b'");
    }

    @ParameterizedTest
    @CsvSource({"fk, fk", "fk of, fk of", "statsu, statsu", "movex parent, movex parent", "help;, help"})
    void knowsThatNobodyKnowsACommand(String text, String words) {
        CommandItem item = (CommandItem) only(text);
        assertThat(item.name()).isEmpty();
        assertThat(item.words()).extracting(Word::text).containsExactly(words.split(" "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select 1",
                "(select 1)",
                "WITH x AS (select 1) table x",
                "begin",
                "set work_mem = '1MB'",
                "moves"
            })
    void tellsSqlFromCommands(String text) {
        assertThat(only(text) instanceof SqlItem).isEqualTo(!text.equals("moves"));
    }

    @Test
    void splitsOneLineOfCommandsAndSql() {
        assertThat(parse("status; move 'a;b' --batch 5;select ';' ; select 2"))
                .extracting(Item::source)
                .containsExactly("status", "move 'a;b' --batch 5", "select ';' ;", "select 2");
    }

    @Test
    void readsSqlOverLines() {
        SqlItem item = (SqlItem) only("select 1,\nmove\n, 2; ");
        assertThat(item.sql()).isEqualTo("select 1,\nmove\n, 2");
        assertThat(item.ending()).isEqualTo(";");
        assertThat(((SqlItem) only("select 1 \\gx")).ending()).isEqualTo("\\gx");
    }

    @Test
    void readsRoutes() {
        assertThat(only("@old select 1;"))
                .isEqualTo(new SqlItem(1, "@old select 1;", Optional.of("old"), "select 1", ";", Optional.empty()));
        assertThat(only("@both \\dt")).isEqualTo(new MetaItem(1, "@both \\dt", Optional.of("both"), "\\dt"));
        assertThat(((SqlItem) only("@new move 5 from c;")).sql()).isEqualTo("move 5 from c");
    }

    @Test
    void readsMetaCommands() {
        assertThat(parse("\\d \"a;b\"; \\! echo a; echo b\n\\x"))
                .extracting(Item::source)
                .containsExactly("\\d \"a;b\"", "\\! echo a; echo b", "\\x");
    }

    @Test
    void keepsCommentsAndBlankLines() {
        List<Item> items = parse("# pgford\n\n-- a; b\n  /* c\n d */ status\n \nselect 1; -- after\n");
        assertThat(items)
                .extracting(Item::source)
                .containsExactly("# pgford", "", "-- a; b", "/* c\n d */", "status", "", "select 1;", "-- after");
        assertThat(items).extracting(Item::line).containsExactly(1, 2, 3, 4, 5, 6, 7, 7);
    }

    @Test
    void readsTheDataOfCopy() {
        List<Item> items = parse("copy t from stdin;\n1;'\n\\.\nstatus\n");
        assertThat(((SqlItem) items.get(0)).copyData()).contains("1;'\n");
        assertThat(items.get(0).source()).isEqualTo("copy t from stdin;\n1;'\n\\.");
        assertThat(items.get(1).line()).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "expect 3 @new select count(*) from t; ~ `\"3\"`",
                "expect 'a b' select 1 ~ `\"a b\"`",
                "expect >= 100000 @old select 1; ~ `>= \"100000\"`",
                "expect >=5 select 1; ~ `>= \"5\"`",
                "expect <> '' select 1; ~ `!= \"\"`",
                "expect null select 1; ~ null",
                "expect 'null' select 1; ~ `\"null\"`",
                "expect -1.5 select 1; ~ `\"-1.5\"`",
                "expect failure move nosuch ~ a failure",
                "EXPECT FAILURE MATCHING 'no; table' @new drop table x; ~ a failure with \"no; table\"",
                "expect 'failure' select 1; ~ `\"failure\"`",
            })
    void readsExpectations(String text, String wanted) {
        ExpectItem item = (ExpectItem) only(text);
        assertThat(item.expectation().wanted()).isEqualTo(wanted);
        assertThat(item.source()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "status!move 'x ~ 2 ~ The quote ' is not closed on its line",
                "status!!select 1,!  'x! ~ 4 ~ the quote ' that begins here is never closed",
                "select (1; ~ 1 ~ the parenthesis that begins here is never closed",
                "!do $$ x ~ 2 ~ the dollar quote that begins here is never closed",
                "/* x ~ 1 ~ the comment that begins here is never closed",
                "copy t from stdin;!1 ~ 1 ~ the data of this COPY … FROM stdin has no end",
                "copy t from stdin; select 1; ~ 1 ~ behind COPY … FROM stdin; the line must end, and its data follow",
                "@prod select 1; ~ 1 ~ \"@prod\" is no side",
                "@old ~ 1 ~ @old has no statement behind it",
                "expect ~ 1 ~ expect does not say what is expected",
                "expect 1 ~ 1 ~ expect has nothing behind it to run",
                "expect failure matching ~ 1 ~ expect does not say what is expected",
                "expect 1 status ~ 1 ~ expect with a value needs a query on one side",
                "expect 1 @both select 1; ~ 1 ~ expect with a value needs a query on one side",
                "expect failure expect 1 select 1; ~ 1 ~ expect cannot stand behind expect",
            })
    void saysWhereItCannotRead(String text, int line, String what) {
        assertThatThrownBy(() -> parse(text.replace('!', '\n'))).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.what()).isEqualTo("demo.pgford:" + line + ": " + what);
            assertThat(problem.next()).isNotEmpty();
            assertThat(problem.exit()).isEqualTo(Exit.USAGE);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "select 1 ~ STATEMENT",
                "status; select 'a ~ SINGLE_QUOTE",
                "@old select (1 ~ PARENTHESIS",
                "expect 1 select 1 ~ STATEMENT",
                "/* ~ COMMENT",
                "copy t from stdin; ~ COPY_DATA",
            })
    void atThePromptItWaits(String text, Waiting waiting) {
        assertThat(PARSER.read(text).waiting()).contains(waiting);
    }

    @Test
    void atThePromptItIsDone() {
        assertThat(PARSER.read("status").waiting()).isEmpty();
        assertThat(PARSER.read("select 1;\n").items()).hasSize(1);
        assertThat(PARSER.read("  ").items()).isEmpty();
    }

    @Provide
    Arbitrary<String> scripts() {
        return Arbitraries.of(
                        "status",
                        "move \"Order Items\"",
                        "select 1;",
                        "@old select\n';';",
                        "\\d x",
                        "# note",
                        "-- note",
                        "",
                        "expect 1 select 1;",
                        "expect failure nosuch",
                        "copy t from stdin;\n1\n\\.",
                        "select 2 \\gx",
                        ";")
                .list()
                .ofMaxSize(10)
                .map(lines -> String.join("\n", lines));
    }

    @Property
    void whatWasReadReadsTheSameAgain(@ForAll("scripts") String script) {
        List<String> sources = parse(script).stream().map(Item::source).toList();
        String again = sources.stream().map(source -> source + "\n").collect(Collectors.joining());
        assertThat(parse(again).stream().map(Item::source).toList()).isEqualTo(sources);
    }

    @Property
    void anyTextIsReadOrRefused(@ForAll("difficult") String text) {
        try {
            parse(text);
        } catch (Problem e) {
            assertThat(e.what()).startsWith("demo.pgford:");
        }
    }

    @Provide
    Arbitrary<String> difficult() {
        return Arbitraries.of(
                        "'",
                        "\"",
                        "$$",
                        "/*",
                        "*/",
                        "--",
                        "\n",
                        ";",
                        "(",
                        ")",
                        "\\",
                        "@old ",
                        "@",
                        "expect ",
                        "failure ",
                        "matching ",
                        "1 ",
                        ">=",
                        "select ",
                        "status ",
                        "copy t from stdin",
                        "#",
                        "\\.",
                        "\uFEFF",
                        " ")
                .list()
                .ofMaxSize(20)
                .map(parts -> String.join("", parts));
    }
}
