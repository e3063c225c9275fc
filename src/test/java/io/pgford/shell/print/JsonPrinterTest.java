package io.pgford.shell.print;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgford.command.Answer;
import io.pgford.database.Name;
import io.pgford.database.Side;
import io.pgford.problem.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JsonPrinterTest {
    private static JsonNode printed(Answer answer) {
        List<String> texts = new ArrayList<>();
        new JsonPrinter(texts::add).print(answer);
        return JsonMapper.shared().readTree(texts.get(0));
    }

    @Test
    void isOneObjectWithEveryPart() {
        JsonNode node = printed(Answer.builder()
                .line("done")
                .grid(
                        "tables",
                        "Tables",
                        List.of("table", "rows", "note"),
                        List.of(Arrays.asList(new Name("public", "Order \"Items\""), 5L, null)))
                .sql(Side.NEW, "SELECT 1")
                .next("move all")
                .build());
        assertThat(node.at("/messages/0").stringValue()).isEqualTo("done");
        assertThat(node.at("/tables/0/table").stringValue()).isEqualTo("\"Order \"\"Items\"\"\"");
        assertThat(node.at("/tables/0/rows").longValue()).isEqualTo(5);
        assertThat(node.at("/tables/0/note").isNull()).isTrue();
        assertThat(node.at("/sql/0/side").stringValue()).isEqualTo("new");
        assertThat(node.at("/next").stringValue()).isEqualTo("move all");
    }

    @Test
    void leavesOutWhatThereIsNot() {
        assertThat(printed(Answer.builder().build()).isEmpty()).isTrue();
    }

    @Test
    void tellsProblems() {
        List<String> texts = new ArrayList<>();
        new JsonPrinter(texts::add).print(Problem.failed("no\ntable", "look"));
        JsonNode node = JsonMapper.shared().readTree(texts.get(0));
        assertThat(node.get("error").stringValue()).isEqualTo("no\ntable");
        assertThat(node.get("next").stringValue()).isEqualTo("look");
    }
}
