package io.pgford.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgford.command.Answer;
import io.pgford.shell.registry.Catalogue;
import io.pgford.shell.registry.HelpPage;
import io.pgford.shell.registry.MethodCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The reference in {@code docs/commands.md} is what {@code help} says. Written anew by {@code mvn test
 * -Dtest=CommandReferenceTest -Dpgford.docs=write}.
 */
class CommandReferenceTest {
    private static final Path PAGE = Path.of("docs", "commands.md");

    @Test
    void isWhatHelpSays() throws IOException {
        String page = page();
        if (System.getProperty("pgford.docs", "").equals("write")) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE))
                .as("mvn test -Dtest=CommandReferenceTest -Dpgford.docs=write")
                .isEqualTo(page);
    }

    private static String page() {
        List<MethodCommand> commands;
        try (TestShell shell = TestShell.withoutPair()) {
            commands = new ArrayList<>(shell.bean(Catalogue.class).commands());
        }
        commands.sort(Comparator.comparingInt((MethodCommand one) -> CommandGroups.ORDER.indexOf(one.getGroup()))
                .thenComparing(MethodCommand::getName));
        StringBuilder page = new StringBuilder(
                "# Commands\n\nMade from what the commands themselves declare; `help COMMAND` shows the same. `--json`, and where it says"
                        + " so `--watch`,\nwork with each. SQL and `\\` commands share the prompt: `\\?` lists those.\n");
        String group = "";
        for (MethodCommand command : commands) {
            if (!command.getGroup().equals(group)) {
                group = command.getGroup();
                page.append("\n## ").append(group).append('\n');
            }
            page.append("\n### ").append(command.getName()).append("\n\n");
            append(page, HelpPage.of(command));
        }
        return page.toString();
    }

    private static void append(StringBuilder page, Answer help) {
        for (Answer.Part part : help.parts()) {
            if (part instanceof Answer.Line line) {
                page.append(
                                line.text().startsWith("Usage: ")
                                        ? "    " + line.text().substring(7)
                                        : "\n" + line.text())
                        .append('\n');
            } else if (part instanceof Answer.Grid grid && grid.name().equals("options")) {
                appendOptions(page, grid);
            } else if (part instanceof Answer.Grid grid) {
                appendExamples(
                        page,
                        grid.rows().stream().map(row -> row.get(0).toString()).toList());
            }
        }
    }

    private static void appendOptions(StringBuilder page, Answer.Grid grid) {
        List<List<Object>> rows =
                grid.rows().stream().filter(row -> !row.get(0).equals("--json")).toList();
        if (!rows.isEmpty()) {
            page.append("\n| option | meaning |\n| --- | --- |\n");
            rows.forEach(row -> page.append("| `" + cell(row.get(0)) + "` | " + cell(row.get(1)) + " |\n"));
        }
    }

    /** What stands behind an empty line explains. */
    private static void appendExamples(StringBuilder page, List<String> lines) {
        page.append("\n```\n");
        lines.stream()
                .takeWhile(line -> !line.isEmpty())
                .forEach(line -> page.append(line).append('\n'));
        page.append("```\n");
        lines.stream()
                .dropWhile(line -> !line.isEmpty())
                .forEach(line -> page.append(line).append('\n'));
    }

    private static String cell(Object text) {
        return text.toString().replace("|", "\\|");
    }
}
