package io.pgford.shell.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgford.database.Side;
import io.pgford.script.Vocabulary;
import io.pgford.shell.TestShell;
import io.pgford.shell.registry.Catalogue;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CompletionTest {
    private static TestShell shell;
    private static Completion completion;

    @BeforeAll
    static void open() {
        shell = TestShell.withoutPair();
        completion = new Completion(
                shell.bean(Catalogue.class),
                shell.bean(Vocabulary.class),
                side -> side == Side.OLD ? List.of("parent", "\"Order Items\"") : List.of("on_new"));
    }

    @AfterAll
    static void close() {
        shell.close();
    }

    /** The word that is typed is what stands behind the last space. */
    private static List<String> at(String text) {
        int word = Math.max(text.lastIndexOf(' '), text.lastIndexOf('\n')) + 1;
        return completion.at(text.substring(0, word), text.substring(word), Side.OLD).offers().stream()
                .map(Completion.Offer::text)
                .toList();
    }

    @Test
    void offersCommandsAndStatementsAtFirst() {
        assertThat(at("")).contains("connect", "record", "help").doesNotContain("select");
        assertThat(at("se")).contains("select", "set");
        assertThat(at("SE")).contains("SELECT");
        assertThat(at("\\")).contains("\\d", "\\x");
        assertThat(at("@")).containsExactly("@old", "@new", "@both");
    }

    @Test
    void offersTheNextWordOfACommand() {
        assertThat(at("record ")).containsExactly("start", "stop");
        assertThat(at("select 1;\nrecord ")).containsExactly("start", "stop");
        assertThat(at("select 1; record ")).containsExactly("start", "stop");
    }

    @Test
    void offersOptionsOnceAndTheirValues() {
        assertThat(at("history -")).containsExactly("--last", "--json", "--help");
        assertThat(at("history --last 5 -")).containsExactly("--json", "--help");
        assertThat(at("use ")).containsExactly("old", "new");
        assertThat(at("use old ")).isEmpty();
        assertThat(at("connect ")).containsExactly("old", "new");
        assertThat(at("help rec")).contains("record start");
    }

    @Test
    void offersFilesWhereAFileIsNamed() {
        assertThat(completion.at("play ", "", Side.OLD).files()).isTrue();
        assertThat(completion.at("\\i ", "", Side.OLD).files()).isTrue();
    }

    @Test
    void offersTheTablesOfTheSideTheStatementGoesTo() {
        assertThat(at("select * from ")).containsExactly("parent", "\"Order Items\"");
        assertThat(at("@new select * from ")).containsExactly("on_new");
        assertThat(at("\\d ")).contains("parent");
        assertThat(at("select *\nfrom ")).containsExactly("parent", "\"Order Items\"");
        assertThat(at("select * from parent wh")).contains("where");
    }

    @Test
    void offersNothingBehindWhatItDoesNotKnow() {
        assertThat(at("frobnicate ")).isEmpty();
    }
}
