package io.pgford.shell;

import io.pgford.command.Answer;
import io.pgford.problem.Problem;
import io.pgford.script.Item;
import io.pgford.script.MetaItem;
import io.pgford.script.Outcome;
import io.pgford.script.ScriptParser;
import io.pgford.script.SqlItem;
import io.pgford.script.Vocabulary;
import io.pgford.script.Word;
import io.pgford.script.Words;
import io.pgford.shell.names.NameCache;
import io.pgford.shell.print.AnswerPrinter;
import io.pgford.shell.prompt.ShellHistory;
import io.pgford.shell.settings.Macros;
import io.pgford.shell.settings.Preferences;
import io.pgford.shell.settings.Variables;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The {@code \} commands about variables, settings, named queries and the line that is typed. */
public final class SettingsMeta {
    /** What they are, for {@code \?}. */
    static final List<List<Object>> KNOWN = List.of(
            List.of("\\set [NAME [VALUE]]", "a variable for :name, or a setting such as shell.theme; alone, list them"),
            List.of("\\unset NAME", "forget a variable"),
            List.of("\\n [NAME [ARGUMENT…]]", "run a named query of config.yml; alone, list them"),
            List.of("\\e [FILE]", "edit the last statement, or a file, in $EDITOR; Ctrl-X Ctrl-E edits the line"),
            List.of("\\refresh", "read the names for completion anew"));

    private static final List<String> WORDS = List.of("\\set", "\\unset", "\\n", "\\e", "\\refresh");

    private final Variables variables;
    private final Preferences preferences;
    private final Macros macros;
    private final NameCache names;
    private final ShellHistory history;
    private final Editor editor;
    private final Draft draft;
    private final Vocabulary vocabulary;

    public SettingsMeta(
            Variables variables,
            Preferences preferences,
            Macros macros,
            NameCache names,
            ShellHistory history,
            Editor editor,
            Draft draft,
            Vocabulary vocabulary) {
        this.variables = variables;
        this.preferences = preferences;
        this.macros = macros;
        this.names = names;
        this.history = history;
        this.editor = editor;
        this.draft = draft;
        this.vocabulary = vocabulary;
    }

    /** The words that a line can begin with. */
    public static List<String> words() {
        return WORDS;
    }

    /** Whether a line is for this class. */
    boolean knows(MetaItem item) {
        String word = item.text().split("\\s", 2)[0];
        return WORDS.contains(word) || word.equals("\\edit");
    }

    /** How a statement is run. */
    @FunctionalInterface
    interface Statements {
        Outcome run(SqlItem statement);
    }

    /**
     * Runs one.
     *
     * @throws Problem for what went wrong
     */
    Outcome run(Console console, MetaItem item, Statements statements) {
        List<String> words = Words.split(item.text()).stream().map(Word::text).toList();
        List<String> rest = words.subList(1, words.size());
        switch (words.get(0)) {
            case "\\set" -> set(console, rest);
            case "\\unset" -> unset(rest);
            case "\\n" -> {
                return query(console, item, rest, statements);
            }
            case "\\refresh" -> {
                names.stale();
                names.refresh();
                console.out().println("The names for completion are being read anew.");
            }
            default -> edit(console, rest);
        }
        return Outcome.done();
    }

    private void set(Console console, List<String> words) {
        if (words.isEmpty()) {
            list(console);
            return;
        }
        String name = words.get(0);
        boolean setting = name.startsWith(Preferences.PREFIX);
        String bare = setting ? name.substring(Preferences.PREFIX.length()) : name;
        if (setting && words.size() == 1) {
            console.out().println(name + " is " + preferences.value(bare) + ".");
        } else if (setting) {
            preferences.set(bare, words.get(1));
        } else {
            // Like psql: several words are put together without a space, and none makes it empty.
            variables.set(name, String.join("", words.subList(1, words.size())));
        }
    }

    private void unset(List<String> words) {
        if (words.size() != 1) {
            throw Problem.usage("\\unset needs the name of a variable", "\\set lists them.");
        }
        variables.unset(words.get(0));
    }

    private void list(Console console) {
        List<List<Object>> rows = new ArrayList<>();
        variables.all().forEach((name, value) -> rows.add(List.of(name, value, "variable")));
        preferences
                .names()
                .forEach(name ->
                        rows.add(List.of(Preferences.PREFIX + name, preferences.value(name), preferences.about(name))));
        print(console, "settings", List.of("name", "value", "what_it_is"), rows);
    }

    private Outcome query(Console console, MetaItem item, List<String> words, Statements statements) {
        if (words.isEmpty()) {
            List<List<Object>> rows = macros.queries().entrySet().stream()
                    .map(entry ->
                            List.<Object>of(entry.getKey(), entry.getValue().replaceAll("\\s+", " ")))
                    .toList();
            print(console, "queries", List.of("name", "query"), rows);
            return Outcome.done();
        }
        String text = macros.query(words.get(0), words.subList(1, words.size()), variables);
        Outcome last = Outcome.done();
        for (Item inner : new ScriptParser(vocabulary).parse("the query " + words.get(0), text)) {
            if (inner instanceof SqlItem sql) {
                last = statements.run(new SqlItem(
                        item.line(),
                        item.source(),
                        sql.route().or(item::route),
                        sql.sql(),
                        sql.ending(),
                        sql.copyData()));
            }
        }
        return last;
    }

    private void edit(Console console, List<String> words) {
        if (!(console instanceof TerminalConsole)) {
            throw Problem.usage("\\e needs a terminal", "Name a file with \\i or play instead.");
        }
        String text = words.isEmpty() ? editor.edit(lastTyped()).orElse("") : editor.edit(Path.of(words.get(0)));
        if (text.isEmpty()) {
            console.out().println("Left as it was; nothing to run.");
        } else {
            draft.put(text);
        }
    }

    /** What was typed last and is no call of the editor itself. */
    private String lastTyped() {
        List<String> typed = history.last(50).stream()
                .map(entry -> entry.line().strip())
                .filter(line -> !line.startsWith("\\"))
                .collect(Collectors.toList());
        return typed.isEmpty() ? "" : typed.get(typed.size() - 1);
    }

    private static void print(Console console, String id, List<String> columns, List<List<Object>> rows) {
        new AnswerPrinter(console.style(), console.width(), console.out()::println)
                .print(Answer.builder().grid(id, "", columns, rows).build());
    }
}
