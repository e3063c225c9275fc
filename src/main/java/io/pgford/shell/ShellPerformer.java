package io.pgford.shell;

import io.pgford.command.Answer;
import io.pgford.problem.Problem;
import io.pgford.script.Action;
import io.pgford.script.CommandItem;
import io.pgford.script.MetaItem;
import io.pgford.script.Outcome;
import io.pgford.script.Performer;
import io.pgford.script.SqlItem;
import io.pgford.script.Word;
import io.pgford.shell.danger.Caution;
import io.pgford.shell.settings.Variables;
import io.pgford.sql.Splitter;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Takes each action to whoever runs it. */
public final class ShellPerformer implements Performer {
    private final Console console;
    private final CommandRunner commands;
    private final SqlRunner sql;
    private final MetaRunner meta;
    private final SettingsMeta settings;
    private final Variables variables;
    private final Misspelt misspelt;
    private final Caution caution;

    public ShellPerformer(
            Console console,
            CommandRunner commands,
            SqlRunner sql,
            MetaRunner meta,
            SettingsMeta settings,
            Variables variables,
            Misspelt misspelt,
            Caution caution) {
        this.console = console;
        this.commands = commands;
        this.sql = sql;
        this.meta = meta;
        this.settings = settings;
        this.variables = variables;
        this.misspelt = misspelt;
        this.caution = caution;
    }

    /**
     * Runs an action and shows what comes.
     *
     * @throws Problem for what went wrong and has not been told yet
     */
    Outcome run(Action action) {
        return run(console, action);
    }

    /** Runs a file, as the command does. */
    Outcome play(String file) {
        return run(new CommandItem(1, "play " + file, "play", List.of(new Word(file, file, 0))));
    }

    @Override
    public Outcome perform(Action action) {
        return caution.deliberately(() -> outcome(console, action));
    }

    @Override
    public Outcome probe(Action action) {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        return caution.deliberately(() -> outcome(new PlainConsole(nowhere, nowhere), action));
    }

    @Override
    public String fill(String word) {
        return variables.fill(word);
    }

    private Outcome outcome(Console where, Action action) {
        try {
            return run(where, action);
        } catch (Problem problem) {
            return Outcome.of(problem);
        }
    }

    private Outcome run(Console where, Action action) {
        if (action instanceof SqlItem statement) {
            return statement(where, statement);
        } else if (action instanceof MetaItem line && settings.knows(line)) {
            return settings.run(where, line, sent -> statement(where, sent));
        } else if (action instanceof MetaItem line) {
            return meta.run(where, line);
        }
        CommandItem command = (CommandItem) action;
        Answer answer = commands.run(where, command.name(), command.words());
        String message = answer.parts().stream()
                .filter(Answer.Line.class::isInstance)
                .map(part -> ((Answer.Line) part).text())
                .collect(Collectors.joining("\n"));
        return new Outcome(answer.exit(), message, answer.next(), Optional.empty());
    }

    /**
     * From here on a statement is what the server gets: whoever judges it sees its variables' values. As in psql a variable may
     * hold several, or the end of one and another: each is judged and run by itself.
     */
    private Outcome statement(Console where, SqlItem typed) {
        String filled = variables.fill(typed.sql());
        List<String> several = filled.equals(typed.sql()) ? List.of(filled) : Splitter.several(filled);
        for (String before : several.subList(0, Math.max(0, several.size() - 1))) {
            one(where, new SqlItem(typed.line(), typed.source(), typed.route(), before, ";", Optional.empty()));
        }
        String last = several.isEmpty() ? filled : several.get(several.size() - 1);
        return one(
                where,
                new SqlItem(typed.line(), typed.source(), typed.route(), last, typed.ending(), typed.copyData()));
    }

    private Outcome one(Console where, SqlItem statement) {
        try {
            return sql.run(where, statement);
        } catch (Problem problem) {
            throw misspelt.explain(problem, statement.route());
        }
    }
}
