package io.pgford.shell;

import io.pgford.command.Workbench;
import io.pgford.database.Side;
import io.pgford.problem.Exit;
import io.pgford.problem.Nearest;
import io.pgford.problem.Problem;
import io.pgford.shell.names.NameCache;
import io.pgford.shell.names.Names;
import io.pgford.shell.names.Relation;
import io.pgford.sql.Identifiers;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says which table was probably meant, where a statement names one that there is not. */
public final class Misspelt {
    private static final String UNDEFINED_TABLE = "42P01";

    /** The quotation marks of the languages that PostgreSQL speaks. */
    private static final Pattern QUOTED = Pattern.compile("[\"«»„“「](\\X+?)[\"«»“”」]");

    private final NameCache names;
    private final Workbench workbench;

    public Misspelt(NameCache names, Workbench workbench) {
        this.names = names;
        this.workbench = workbench;
    }

    /** The same problem, with a suggestion where there is one. */
    Problem explain(Problem problem, Optional<String> route) {
        if (problem.exit() != Exit.FAILED || !problem.next().isEmpty()) {
            return problem;
        }
        Optional<SQLException> error = cause(problem).filter(cause -> UNDEFINED_TABLE.equals(cause.getSQLState()));
        Side side = route.filter(word -> !word.equals("both")).map(Side::of).orElseGet(workbench::target);
        return error.flatMap(cause -> named(cause.getMessage()))
                .flatMap(name -> nearest(names.on(side), name))
                .map(near -> Problem.failed(problem.what(), "Did you mean " + near + "?", problem))
                .orElse(problem);
    }

    private static Optional<SQLException> cause(Throwable problem) {
        for (Throwable cause = problem.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return Optional.of(sql);
            }
        }
        return Optional.empty();
    }

    private static Optional<String> named(String message) {
        Matcher quoted = QUOTED.matcher(message);
        return quoted.find() ? Optional.of(quoted.group(1)) : Optional.empty();
    }

    /** A table of the nearest name; one of the very name in another schema is the nearest of all. */
    static Optional<String> nearest(Names names, String typed) {
        List<String> parts = Identifiers.parts(typed).orElse(List.of(typed));
        String name = parts.get(parts.size() - 1);
        List<Relation> tables =
                names.relations().stream().filter(Relation::hasRows).toList();
        Optional<Relation> elsewhere = tables.stream()
                .filter(table -> table.name().equalsIgnoreCase(name))
                .findFirst();
        Optional<String> near = Nearest.to(
                name,
                tables.stream()
                        .filter(table -> Math.abs(table.name().length() - name.length()) <= 1 + name.length() / 3)
                        .map(Relation::name)
                        .toList());
        return elsewhere
                .or(() -> near.flatMap(best -> tables.stream()
                        .filter(table -> table.name().equals(best))
                        .findFirst()))
                .map(names::written);
    }
}
