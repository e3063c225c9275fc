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
    private final Caution caution;

    public ShellPerformer(Console console, CommandRunner commands, SqlRunner sql, MetaRunner meta, Caution caution) {
        this.console = console;
        this.commands = commands;
        this.sql = sql;
        this.meta = meta;
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

    private Outcome outcome(Console where, Action action) {
        try {
            return run(where, action);
        } catch (Problem problem) {
            return Outcome.of(problem);
        }
    }

    private Outcome run(Console where, Action action) {
        if (action instanceof SqlItem statement) {
            return sql.run(where, statement);
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
}
