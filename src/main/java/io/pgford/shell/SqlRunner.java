package io.pgford.shell;

import io.pgford.command.Workbench;
import io.pgford.database.Side;
import io.pgford.problem.Problem;
import io.pgford.script.Outcome;
import io.pgford.script.SqlItem;
import io.pgford.shell.sql.Display;
import io.pgford.shell.sql.ResultPrinter;
import io.pgford.shell.sql.Sessions;
import java.util.List;
import java.util.Optional;

/** Runs statements on the side, or the sides, that they are for. */
public final class SqlRunner {
    private final Workbench workbench;
    private final Sessions sessions;
    private final Display display;

    public SqlRunner(Workbench workbench, Sessions sessions, Display display) {
        this.workbench = workbench;
        this.sessions = sessions;
        this.display = display;
    }

    /**
     * Runs a statement and prints what it gives.
     *
     * @throws Problem for what went wrong; on both sides, the second is tried even where the first failed
     */
    public Outcome run(Console console, SqlItem item) {
        boolean expanded = display.expanded() != expandedByEnding(item.ending());
        return onEach(console, sides(item.route()), side -> {
            ResultPrinter printer = new ResultPrinter(console, expanded, display.timing());
            sessions.on(side).run(item.sql(), item.copyData(), printer);
            return printer.firstValue();
        });
    }

    /** What is to be done on one side. */
    @FunctionalInterface
    interface OnSide {
        Optional<String> run(Side side);
    }

    /** Does it on each side under its name, and then throws the first problem there was. */
    static Outcome onEach(Console console, List<Side> sides, OnSide work) {
        Optional<String> value = Optional.empty();
        Optional<Problem> failed = Optional.empty();
        for (Side side : sides) {
            if (sides.size() > 1) {
                console.out().println(console.style().side(side, side.word()));
            }
            try {
                value = work.run(side);
            } catch (Problem problem) {
                if (failed.isPresent() || sides.indexOf(side) == sides.size() - 1) {
                    throw failed.map(first -> both(first, problem)).orElse(problem);
                }
                failed = Optional.of(problem);
            }
        }
        if (failed.isPresent()) {
            throw failed.get();
        }
        return Outcome.of(value);
    }

    private static Problem both(Problem first, Problem second) {
        return Problem.failed(first.what() + "\n" + second.what(), second.next(), second);
    }

    /** The sides a route names; without one, the side in use. */
    List<Side> sides(Optional<String> route) {
        return route.map(word -> word.equals("both") ? List.of(Side.OLD, Side.NEW) : List.of(Side.of(word)))
                .orElseGet(() -> List.of(workbench.target()));
    }

    private static boolean expandedByEnding(String ending) {
        return switch (ending) {
            case "", ";", "\\g" -> false;
            case "\\gx" -> true;
            default -> throw Problem.usage(ending + " is not known here", "End the statement with ;, \\g or \\gx.");
        };
    }
}
