package io.pgford.shell.registry;

import io.pgford.command.Answer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Help, made from what the commands declare. */
public final class HelpPage {
    private HelpPage() {}

    /** Everything about one command: usage, arguments and options, examples. */
    public static Answer of(MethodCommand command) {
        Answer.Builder page = Answer.builder();
        page.line("Usage: " + command.usage());
        page.line(capital(command.getDescription()) + (command.getDescription().endsWith(".") ? "" : "."));
        List<List<Object>> rows = new ArrayList<>();
        for (Parameter parameter : command.parameters()) {
            if (parameter.kind() == Parameter.Kind.OPTION || parameter.kind() == Parameter.Kind.ARGUMENT) {
                rows.add(List.of(parameter.usage().replaceAll("^\\[|]$", ""), explained(parameter)));
            }
        }
        if (command.watchable()) {
            rows.add(List.of(
                    "--watch", "show it again every two seconds, on a screen of its own; --watch=5s every five"));
        }
        rows.add(List.of("--json", "answer with one JSON object"));
        page.grid("options", "", List.of("takes", "meaning"), rows);
        if (!command.getHelp().isEmpty()) {
            page.grid(
                    "examples",
                    "",
                    List.of("examples"),
                    command.getHelp()
                            .lines()
                            .map(line -> List.<Object>of(line.strip()))
                            .toList());
        }
        return page.build();
    }

    /** All commands by group, in the order in which the groups are named. */
    public static Answer of(List<MethodCommand> commands, List<String> groups) {
        List<List<Object>> rows = commands.stream()
                .sorted(Comparator.comparingInt((MethodCommand command) -> place(groups, command.getGroup()))
                        .thenComparing(MethodCommand::getGroup)
                        .thenComparing(MethodCommand::getName))
                .map(command -> List.<Object>of(command.getGroup(), command.getName(), small(command.getDescription())))
                .toList();
        return Answer.builder()
                .grid("commands", "", List.of("group", "command", "what_it_does"), rows)
                .next("help COMMAND tells more about one. SQL ends with a semicolon; \\? lists the \\ commands.")
                .build();
    }

    private static int place(List<String> groups, String group) {
        int place = groups.indexOf(group);
        return place < 0 ? groups.size() : place;
    }

    private static String explained(Parameter parameter) {
        return small(parameter.description())
                + parameter
                        .defaultValue()
                        .map(value -> (parameter.description().isEmpty() ? "" : "; ") + "default " + value)
                        .orElse("");
    }

    /** Beside a name a phrase begins small, unless its first word is an abbreviation. */
    private static String small(String text) {
        boolean abbreviation = text.length() > 1 && Character.isUpperCase(text.charAt(1));
        return text.isEmpty() || abbreviation ? text : Character.toLowerCase(text.charAt(0)) + text.substring(1);
    }

    private static String capital(String text) {
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
